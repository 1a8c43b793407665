package dev.graft.api.layers;

import dev.graft.api.Evolving;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;

/**
 * A layer that what follows it can be folded into: batch normalisation, and an activation.
 *
 * @since 0.1
 */
@Evolving
public interface Foldable extends Layer {
  /** Whether it has no activation of its own. */
  boolean linear();

  /** The same layer with an activation. */
  Layer activation(Activation function);

  /** The same layer with a bias. */
  Layer withBias();

  /** Name of the kernel whose last axes are the output channels. */
  String outputKernel();
}
