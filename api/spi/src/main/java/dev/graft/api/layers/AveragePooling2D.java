package dev.graft.api.layers;

import dev.graft.api.Stable;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Padding;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;
import java.util.Optional;

/**
 * The mean of each window; Keras {@code AveragePooling2D}.
 *
 * @since 0.1
 */
@Stable
public record AveragePooling2D(
    @Setting(value = "Height and width of the window.", defaultValue = "2") HeightWidth poolSize,
    @Setting("Distance between windows; the window's size if left out.")
        Optional<HeightWidth> strides,
    @Setting(
            value = "What is added around the image; never wins or counts.",
            defaultValue = "valid")
        Padding padding)
    implements Pooling2D {

  /** A square window moved by its own size, valid. */
  public static AveragePooling2D of(int poolSize) {
    return new AveragePooling2D(HeightWidth.of(poolSize), Optional.empty(), Padding.VALID);
  }

  /** A square window, padding {@code same}. */
  public static AveragePooling2D same(int poolSize, int strides) {
    return new AveragePooling2D(
        HeightWidth.of(poolSize), Optional.of(HeightWidth.of(strides)), Padding.SAME);
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    return ops.averagePool(x, window(ops.exampleShape(x)));
  }
}
