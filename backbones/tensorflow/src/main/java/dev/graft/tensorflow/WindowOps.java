package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.api.ops.Window;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.index.Indices;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Convolutions and poolings. TensorFlow's explicit padding has no gradient, so a window's padding
 * becomes TensorFlow's own {@code SAME} where it is equal to it, and a padded input otherwise.
 */
final class WindowOps {
  private static final String SAME = "SAME";
  private static final String VALID = "VALID";

  private final Ops tf;

  WindowOps(Ops tf) {
    this.tf = tf;
  }

  Operand<TFloat32> conv2d(Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    return isSame(x, window)
        ? tf.nn.conv2d(x, kernel, strides(window), SAME)
        : tf.nn.conv2d(padded(x, window, 0), kernel, strides(window), VALID);
  }

  Operand<TFloat32> depthwiseConv2d(Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    if (window.strideY() != window.strideX()) {
      return unequalStrides(x, kernel, window);
    }
    return isSame(x, window)
        ? tf.nn.depthwiseConv2dNative(x, kernel, strides(window), SAME)
        : tf.nn.depthwiseConv2dNative(padded(x, window, 0), kernel, strides(window), VALID);
  }

  /**
   * TensorFlow's depthwise convolution has one stride for both axes: it takes their greatest common
   * divisor, and of its output only every so many rows and columns are kept.
   */
  private Operand<TFloat32> unequalStrides(
      Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    int common = gcd(window.strideY(), window.strideX());
    List<Long> strides = List.of(1L, (long) common, (long) common, 1L);
    Operand<TFloat32> dense =
        tf.nn.depthwiseConv2dNative(padded(x, window, 0), kernel, strides, VALID);
    return tf.stridedSlice(
        dense,
        Indices.all(),
        Indices.step(window.strideY() / common),
        Indices.step(window.strideX() / common),
        Indices.all());
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  Operand<TFloat32> maxPool(Operand<TFloat32> x, Window window) {
    window.requireImageInEvery(GraphOps.exampleShapeOf(x));
    boolean same = isSame(x, window);
    return tf.nn.maxPool(
        same ? x : padded(x, window, Float.NEGATIVE_INFINITY),
        tf.constant(new int[] {1, window.height(), window.width(), 1}),
        tf.constant(new int[] {1, window.strideY(), window.strideX(), 1}),
        same ? SAME : VALID);
  }

  Operand<TFloat32> averagePool(Operand<TFloat32> x, Window window) {
    window.requireImageInEvery(GraphOps.exampleShapeOf(x));
    List<Long> size = List.of(1L, (long) window.height(), (long) window.width(), 1L);
    if (isSame(x, window)) {
      return tf.nn.avgPool(x, size, strides(window), SAME);
    }
    Operand<TFloat32> mean = tf.nn.avgPool(padded(x, window, 0), size, strides(window), VALID);
    return window.unpadded() ? mean : tf.math.mul(mean, paddingCorrection(x, window));
  }

  /** A window's size over the number of its values that are not padding, for each window. */
  private Operand<TFloat32> paddingCorrection(Operand<TFloat32> x, Window window) {
    Shape image = GraphOps.exampleShapeOf(x);
    int[] rows = window.imageRows(image.height());
    int[] columns = window.imageColumns(image.width());
    float[][][][] correction = new float[1][rows.length][columns.length][1];
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < columns.length; column++) {
        correction[0][row][column][0] =
            (float) (window.height() * window.width()) / (rows[row] * columns[column]);
      }
    }
    return tf.constant(correction);
  }

  /** Pads height and width with a value. */
  Operand<TFloat32> pad(
      Operand<TFloat32> x, int top, int bottom, int left, int right, float value) {
    if (top == 0 && bottom == 0 && left == 0 && right == 0) {
      return x;
    }
    int[][] paddings = {{0, 0}, {top, bottom}, {left, right}, {0, 0}};
    return tf.pad(x, tf.constant(paddings), tf.constant(value));
  }

  private Operand<TFloat32> padded(Operand<TFloat32> x, Window window, float value) {
    return pad(x, window.top(), window.bottom(), window.left(), window.right(), value);
  }

  /** Whether the window's padding is what TensorFlow would add for an input of this size. */
  private static boolean isSame(Operand<TFloat32> x, Window window) {
    if (window.unpadded()) {
      return false;
    }
    HeightWidth size = new HeightWidth(window.height(), window.width());
    HeightWidth strides = new HeightWidth(window.strideY(), window.strideX());
    return Padding.SAME.window(size, strides, GraphOps.exampleShapeOf(x)).equals(window);
  }

  private static List<Long> strides(Window window) {
    return List.of(1L, (long) window.strideY(), (long) window.strideX(), 1L);
  }
}
