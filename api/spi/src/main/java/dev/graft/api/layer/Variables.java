package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;

/**
 * What a layer owns while it is applied: its parameters' values, and where its new statistics and
 * its dropout masks come and go.
 *
 * @param <T> the engine's tensor
 * @since 0.1
 */
@Stable
public interface Variables<T> {
  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if the layer declared no such parameter
   */
  T get(String parameter);

  /**
   * Sets a parameter that is not trainable to a new value after the step; only in {@link
   * Mode#TRAINING}.
   */
  void assign(String parameter, T value);

  /**
   * The layer's dropout mask for this step, to be multiplied with: 0 where a unit is dropped,
   * {@code 1 / (1 - rate)} where it is kept; only in {@link Mode#TRAINING}. A layer has one.
   *
   * @param rate share of units dropped, in [0, 1)
   * @param exampleShape the mask's shape for each example
   */
  T dropoutMask(double rate, Shape exampleShape);
}
