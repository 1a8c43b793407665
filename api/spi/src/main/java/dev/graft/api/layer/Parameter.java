package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;

/**
 * One tensor of a layer's state.
 *
 * @param name Keras's: {@code kernel}, {@code depthwise_kernel}, {@code bias}, {@code gamma},
 *     {@code beta}, {@code moving_mean}, {@code moving_variance}, …
 * @param shape its shape
 * @param initializer its value before training
 * @param trainable whether the optimizer changes it; batch-norm statistics are not trainable
 * @since 0.1
 */
@Stable
public record Parameter(String name, Shape shape, Initializer initializer, boolean trainable) {
  /** A parameter that the optimizer changes. */
  public static Parameter trainable(String name, Shape shape, Initializer initializer) {
    return new Parameter(name, shape, initializer, true);
  }

  /** A parameter that the layer itself keeps up. */
  public static Parameter statistic(String name, Shape shape, Initializer initializer) {
    return new Parameter(name, shape, initializer, false);
  }
}
