package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * Product of inputs, broadcasting over axes of size 1 as squeeze-and-excitation needs it; Keras
 * {@code Multiply}.
 *
 * @since 0.1
 */
@Stable
public record Multiply() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    InputShapes.atLeastTwo(inputs);
    int[] sizes = inputs.get(0).dimensions();
    for (Shape input : inputs) {
      if (input.rank() != sizes.length) {
        throw new IllegalArgumentException("takes inputs of one rank, found " + inputs);
      }
      for (int axis = 0; axis < sizes.length; axis++) {
        int size = input.dimension(axis);
        if (sizes[axis] != size && sizes[axis] != 1 && size != 1) {
          throw new IllegalArgumentException(
              "takes inputs of one shape, or of size 1 where they differ, found " + inputs);
        }
        sizes[axis] = Math.max(sizes[axis], size);
      }
    }
    return Shape.of(sizes);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return inputs.stream().reduce(ops::multiply).orElseThrow();
  }
}
