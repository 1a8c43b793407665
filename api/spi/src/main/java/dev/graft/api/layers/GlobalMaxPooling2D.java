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
 * The largest value of each channel; Keras {@code GlobalMaxPooling2D}.
 *
 * @since 0.1
 */
@Stable
public record GlobalMaxPooling2D(
    @Setting(value = "Whether height and width stay, with size 1.", defaultValue = "false")
        boolean keepDimensions)
    implements Layer {
  @Override
  public Shape outputShape(List<Shape> inputs) {
    int channels = InputShapes.singleImage(inputs).channels();
    return keepDimensions ? Shape.of(1, 1, channels) : Shape.of(channels);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return ops.max(inputs.get(0), keepDimensions, 1, 2);
  }
}
