package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * {@code x * scale + offset}; Keras {@code Rescaling}.
 *
 * @since 0.1
 */
@Stable
public record Rescaling(
    @Setting(value = "Factor.", example = "0.00784313725490196") double scale,
    @Setting(value = "Added afterwards.", defaultValue = "0") double offset)
    implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.single(inputs);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T scaled = ops.multiply(inputs.get(0), scale);
    return offset == 0 ? scaled : ops.add(scaled, offset);
  }
}
