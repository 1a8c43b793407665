package dev.graft.api.layers;

import dev.graft.api.Evolving;
import dev.graft.api.layer.Layer;

/**
 * A layer that batch normalisation above it can be folded into.
 *
 * @since 0.1
 */
@Evolving
public interface Foldable extends Layer {
  /** Whether it has no activation of its own. */
  boolean linear();

  /** The same layer with a bias. */
  Layer withBias();

  /** Name of the kernel whose last axes are the output channels. */
  String outputKernel();
}
