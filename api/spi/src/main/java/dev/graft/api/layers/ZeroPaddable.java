package dev.graft.api.layers;

import dev.graft.api.Evolving;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;

/**
 * A convolution, that zeros around its input can be folded into.
 *
 * @since 0.1
 */
@Evolving
public interface ZeroPaddable extends Layer {
  /** Height and width of the kernel. */
  HeightWidth kernelSize();

  /** Distance between windows. */
  HeightWidth strides();

  /** What it adds around the image itself: zeros. */
  Padding padding();

  /** The same layer with {@link Padding#SAME}. */
  Layer same();
}
