package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.ops.Window;
import java.util.function.Predicate;

/**
 * Convolutions and poolings. PyTorch pads the same on opposite sides, and pools not more than half
 * a window: any other padding is made before.
 */
final class WindowOps {
  private static final Shape NO_PADDING = new Shape(0, 0);
  private static final Shape NO_DILATION = new Shape(1, 1);

  private final NDManager manager;
  private final Predicate<NDArray> constants;

  /**
   * Computes.
   *
   * @param manager that of the computation
   * @param constants tells tensors that surely need no gradient
   */
  WindowOps(NDManager manager, Predicate<NDArray> constants) {
    this.manager = manager;
    this.constants = constants;
  }

  /**
   * A convolution.
   *
   * @param bias one value for each output channel, or null
   */
  NDArray conv2d(NDArray x, NDArray kernel, NDArray bias, Window window) {
    return convolution(x, kernel, Kernels.of(kernel), bias, window, 1);
  }

  /**
   * A convolution of each channel.
   *
   * @param bias one value for each output channel, or null
   */
  NDArray depthwiseConv2d(NDArray x, NDArray kernel, NDArray bias, Window window) {
    int groups = Math.toIntExact(kernel.getShape().get(2));
    return convolution(x, kernel, Kernels.depthwise(kernel), bias, window, groups);
  }

  private NDArray convolution(
      NDArray x, NDArray given, Kernels kernels, NDArray bias, Window window, int groups) {
    NDArray image = x;
    NDArray weights = kernels.kernel();
    Shape padding = padding(window);
    if (!symmetric(window)) {
      if (constants.test(given)) {
        Kernels.Padded padded = kernels.padded(window);
        weights = padded.kernel();
        padding = padded.padding();
      } else {
        // Such a kernel's gradient would cost more than the padded images.
        padding = NO_PADDING;
        image = padded(x, window, 0);
      }
    }
    NDArray channelsFirst = ChannelsFirst.of(image);
    NDArray result =
        channelsFirst
            .getNDArrayInternal()
            .convolution(
                channelsFirst, weights, bias, strides(window), padding, NO_DILATION, groups)
            .head();
    return ChannelsFirst.undo(result);
  }

  NDArray maxPool(NDArray x, Window window) {
    window.requireImageInEvery(DjlOps.exampleShapeOf(x));
    boolean own = poolsPadded(window);
    NDArray image = ChannelsFirst.of(own ? x : padded(x, window, Double.NEGATIVE_INFINITY));
    NDArray result =
        image
            .getNDArrayInternal()
            .maxPool(size(window), strides(window), own ? padding(window) : NO_PADDING, false);
    return ChannelsFirst.undo(result);
  }

  NDArray averagePool(NDArray x, Window window) {
    window.requireImageInEvery(DjlOps.exampleShapeOf(x));
    boolean own = poolsPadded(window);
    NDArray image = ChannelsFirst.of(own ? x : padded(x, window, 0));
    NDArray result =
        image
            .getNDArrayInternal()
            .avgPool(
                size(window), strides(window), own ? padding(window) : NO_PADDING, false, true);
    NDArray mean = ChannelsFirst.undo(result);
    return window.unpadded() ? mean : mean.mul(paddingCorrection(x, window));
  }

  /** A window's size over the number of its values that are not padding, for each window. */
  private NDArray paddingCorrection(NDArray x, Window window) {
    dev.graft.api.Shape image = DjlOps.exampleShapeOf(x);
    int[] rows = window.imageRows(image.height());
    int[] columns = window.imageColumns(image.width());
    float[] correction = new float[rows.length * columns.length];
    int i = 0;
    for (int row : rows) {
      for (int column : columns) {
        correction[i++] = (float) (window.height() * window.width()) / (row * column);
      }
    }
    return HostTensors.floats(
        manager, dev.graft.api.Shape.of(rows.length, columns.length, 1), correction);
  }

  /** Pads height and width with a value. */
  NDArray pad(NDArray x, int top, int bottom, int left, int right, double value) {
    if (top == 0 && bottom == 0 && left == 0 && right == 0) {
      return x;
    }
    return x.pad(new Shape(0, 0, left, right, top, bottom), value);
  }

  private static NDArray padded(NDArray x, Window window, double value) {
    return window.unpadded()
        ? x
        : x.pad(
            new Shape(0, 0, window.left(), window.right(), window.top(), window.bottom()), value);
  }

  private static boolean symmetric(Window window) {
    return window.top() == window.bottom() && window.left() == window.right();
  }

  private static boolean poolsPadded(Window window) {
    return symmetric(window)
        && 2 * window.top() <= window.height()
        && 2 * window.left() <= window.width();
  }

  private static Shape size(Window window) {
    return new Shape(window.height(), window.width());
  }

  private static Shape strides(Window window) {
    return new Shape(window.strideY(), window.strideX());
  }

  private static Shape padding(Window window) {
    return new Shape(window.top(), window.left());
  }
}
