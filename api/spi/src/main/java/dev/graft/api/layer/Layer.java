package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * One step of a network, written once over {@link Ops} for all engines. A layer is an immutable
 * record of its settings; its parameters' values live in the engine. Shapes are known before any
 * engine loads.
 *
 * @since 0.1
 */
@Stable
public interface Layer {
  /**
   * The shape of one example's output.
   *
   * @param inputs shape of one example of each input
   * @throws IllegalArgumentException if the layer cannot take such inputs, with a message that
   *     tells what it expected
   */
  Shape outputShape(List<Shape> inputs);

  /**
   * The layer's parameters, in Keras's order: trainable ones first.
   *
   * @param inputs shape of one example of each input
   */
  default List<Parameter> parameters(List<Shape> inputs) {
    return List.of();
  }

  /**
   * Whether the layer computes something else in training than in inference, as dropout and batch
   * normalisation do.
   */
  default boolean dependsOnMode() {
    return false;
  }

  /**
   * Computes the output.
   *
   * @param ops the engine's operations
   * @param inputs one tensor for each input, with the batch as first axis
   * @param variables the layer's parameters
   * @param mode training or inference
   */
  <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode);
}
