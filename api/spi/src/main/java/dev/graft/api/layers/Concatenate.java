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
 * Inputs side by side along the channels; Keras {@code Concatenate(axis=-1)}.
 *
 * @since 0.1
 */
@Stable
public record Concatenate() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    InputShapes.atLeastTwo(inputs);
    int[] sizes = inputs.get(0).dimensions();
    int channels = 0;
    for (Shape input : inputs) {
      int[] other = input.dimensions();
      boolean fits = other.length == sizes.length;
      for (int axis = 0; fits && axis < sizes.length - 1; axis++) {
        fits = other[axis] == sizes[axis];
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "takes inputs that differ in their channels only, found " + inputs);
      }
      channels += input.channels();
    }
    sizes[sizes.length - 1] = channels;
    return Shape.of(sizes);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return ops.concatenate(inputs);
  }
}
