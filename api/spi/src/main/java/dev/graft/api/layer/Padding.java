package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.ops.Window;

/**
 * What is added around an image before a window moves over it, as in Keras and TensorFlow.
 *
 * @since 0.1
 */
@Stable
public enum Padding {
  /** Nothing: windows lie within the image. */
  VALID,
  /**
   * As much as makes the output {@code ceil(input / stride)}; of an odd number the larger half goes
   * below and to the right.
   */
  SAME;

  /**
   * The window over an image.
   *
   * @param size the window's size
   * @param strides distance between windows
   * @param input shape {@code (height, width, channels)} of the image
   * @throws IllegalArgumentException if the window is larger than the padded image
   */
  public Window window(HeightWidth size, HeightWidth strides, Shape input) {
    int vertical = total(size.height(), strides.height(), input.height());
    int horizontal = total(size.width(), strides.width(), input.width());
    Window window =
        new Window(
            size.height(),
            size.width(),
            strides.height(),
            strides.width(),
            vertical / 2,
            vertical - vertical / 2,
            horizontal / 2,
            horizontal - horizontal / 2);
    if (window.outputHeight(input.height()) < 1 || window.outputWidth(input.width()) < 1) {
      throw new IllegalArgumentException(
          "a %dx%d window does not fit into an input of %dx%d; use larger images or padding: same"
              .formatted(size.height(), size.width(), input.height(), input.width()));
    }
    return window;
  }

  private int total(int size, int stride, int input) {
    if (this == VALID) {
      return 0;
    }
    int output = (input + stride - 1) / stride;
    return Math.max(0, (output - 1) * stride + size - input);
  }
}
