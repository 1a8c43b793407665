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
 * An image as a vector, in height, width, channels order; Keras {@code Flatten}.
 *
 * @since 0.1
 */
@Stable
public record Flatten() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return Shape.of(InputShapes.single(inputs).intSize());
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    return ops.reshape(x, Shape.of(ops.exampleShape(x).intSize()));
  }
}
