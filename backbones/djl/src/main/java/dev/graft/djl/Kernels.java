package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.ops.Window;

/**
 * A convolution's kernel as PyTorch takes it: {@code (outputs, inputs, height, width)}.
 *
 * @param kernel the kernel so
 */
record Kernels(NDArray kernel) {
  /** A kernel {@code (height, width, inputs, outputs)}. */
  static Kernels of(NDArray kernel) {
    return new Kernels(kernel.transpose(3, 2, 0, 1));
  }

  /** A kernel {@code (height, width, channels, multiplier)} of a convolution of each channel. */
  static Kernels depthwise(NDArray kernel) {
    Shape shape = kernel.getShape();
    return new Kernels(
        kernel
            .transpose(2, 3, 0, 1)
            .reshape(new Shape(shape.get(2) * shape.get(3), 1, shape.get(0), shape.get(1))));
  }

  /**
   * A kernel that does with the same padding on opposite sides.
   *
   * @param padding above and below, left and right
   */
  record Padded(NDArray kernel, Shape padding) {}

  /**
   * The kernel for a window's padding. Where that is not the same on opposite sides, the kernel
   * gets zeros, which are fewer than zeros around the images would be: it grows on the side that is
   * padded less, by as much as it starts further out.
   */
  Padded padded(Window window) {
    int vertical = Math.max(window.top(), window.bottom());
    int horizontal = Math.max(window.left(), window.right());
    Shape padding = new Shape(vertical, horizontal);
    boolean grows = window.top() != window.bottom() || window.left() != window.right();
    return new Padded(
        grows
            ? kernel.pad(
                new Shape(
                    horizontal - window.left(),
                    horizontal - window.right(),
                    vertical - window.top(),
                    vertical - window.bottom()),
                0)
            : kernel,
        padding);
  }
}
