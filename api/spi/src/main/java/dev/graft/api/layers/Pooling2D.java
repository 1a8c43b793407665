package dev.graft.api.layers;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.ops.Window;
import java.util.List;
import java.util.Optional;

/**
 * A layer that makes one value of each window of each channel.
 *
 * @since 0.1
 */
@Evolving
public sealed interface Pooling2D extends Layer permits AveragePooling2D, MaxPooling2D {
  /** Height and width of the window. */
  HeightWidth poolSize();

  /** Distance between windows; the window's size if empty. */
  Optional<HeightWidth> strides();

  /** What is added around the image; never wins or counts. */
  Padding padding();

  /** How the window moves over images of a shape. */
  default Window window(Shape input) {
    return padding().window(poolSize(), strides().orElse(poolSize()), input);
  }

  @Override
  default Shape outputShape(List<Shape> inputs) {
    Shape input = InputShapes.singleImage(inputs);
    Window window = window(input);
    return Shape.of(
        window.outputHeight(input.height()), window.outputWidth(input.width()), input.channels());
  }
}
