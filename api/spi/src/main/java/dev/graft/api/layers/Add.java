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
 * Sum of inputs of one shape; Keras {@code Add}.
 *
 * @since 0.1
 */
@Stable
public record Add() implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.equalShapes(inputs);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return inputs.stream().reduce(ops::add).orElseThrow();
  }
}
