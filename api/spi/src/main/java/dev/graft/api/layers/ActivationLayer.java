package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * An activation function as a layer; Keras {@code Activation}.
 *
 * @since 0.1
 */
@Stable
public record ActivationLayer(
    @Setting(value = "The function.", example = "relu") Activation activation) implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.single(inputs);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return activation.apply(ops, inputs.get(0));
  }
}
