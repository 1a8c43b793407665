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
 * Zeros around an image; Keras {@code ZeroPadding2D}.
 *
 * @since 0.1
 */
@Stable
public record ZeroPadding2D(
    @Setting(value = "Rows added above.", defaultValue = "0", min = 0) int top,
    @Setting(value = "Rows added below.", defaultValue = "0", min = 0) int bottom,
    @Setting(value = "Columns added at the left.", defaultValue = "0", min = 0) int left,
    @Setting(value = "Columns added at the right.", defaultValue = "0", min = 0) int right)
    implements Layer {
  /** As many rows and columns on each side. */
  public static ZeroPadding2D of(int everySide) {
    return new ZeroPadding2D(everySide, everySide, everySide, everySide);
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.singleImage(inputs);
    return Shape.of(input.height() + top + bottom, input.width() + left + right, input.channels());
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return ops.pad(inputs.get(0), top, bottom, left, right, 0);
  }
}
