package dev.graft.api.data;

import dev.graft.api.Stable;

/**
 * How a picture of any size becomes an image of the network's size. Always antialiased.
 *
 * @since 0.1
 */
@Stable
public enum Resize {
  /** Height and width each scaled to fit; the proportions change (Keras's default). */
  STRETCH,
  /** The short side scaled to fit, the middle cut out; the proportions stay. */
  CROP
}
