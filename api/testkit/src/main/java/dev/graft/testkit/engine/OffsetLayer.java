package dev.graft.testkit.engine;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * Adds a parameter, 0 at first, to each example: the parameter's gradient is that of the layer's
 * output, added up over the batch.
 *
 * @since 0.1
 */
@Evolving
public record OffsetLayer() implements Layer {
  /** Name of the parameter. */
  public static final String OFFSET = "offset";

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.single(inputs);
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of(Parameter.trainable(OFFSET, InputShapes.single(inputs), Initializer.ZEROS));
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return ops.add(inputs.get(0), variables.get(OFFSET));
  }
}
