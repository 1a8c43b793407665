package dev.graft.api.backbone;

import dev.graft.api.ImageSize;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;

/**
 * The body of a network: images in, features out.
 *
 * @since 0.1
 */
@Stable
public interface Backbone {
  /**
   * The network for a size of images: its own preprocessing as the first layers, from unsigned
   * bytes, and no classification top.
   *
   * @param input size of the images
   * @throws IllegalArgumentException if the network cannot take such images, with a message that
   *     tells what it expected
   */
  Architecture architecture(ImageSize input);
}
