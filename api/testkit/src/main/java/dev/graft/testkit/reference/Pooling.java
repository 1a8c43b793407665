package dev.graft.testkit.reference;

import dev.graft.api.Shape;
import dev.graft.api.ops.Window;
import dev.graft.testkit.reference.Tensor.Edge;
import java.util.Arrays;

/** Pooling: what a window sees of each channel becomes one value. Padding is never seen. */
final class Pooling {
  /** What is done with one element of the input that a window sees. */
  @FunctionalInterface
  private interface Visitor {
    void visit(int x, int y);
  }

  private Pooling() {}

  /** The largest; of equal ones the first gets the gradient. */
  static Tensor max(Tensor x, Window window) {
    int[] dimensions = sizes(x, window);
    double[] in = x.values();
    double[] out = new double[Tensor.size(dimensions)];
    int[] winner = new int[out.length];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    visit(
        x,
        window,
        dimensions,
        (xAt, yAt) -> {
          if (in[xAt] > out[yAt]) {
            out[yAt] = in[xAt];
            winner[yAt] = xAt;
          }
        });
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dy.length; i++) {
                dx[winner[i]] += dy[i];
              }
            }));
  }

  static Tensor average(Tensor x, Window window) {
    int[] dimensions = sizes(x, window);
    double[] in = x.values();
    double[] out = new double[Tensor.size(dimensions)];
    int[] seen = new int[out.length];
    visit(
        x,
        window,
        dimensions,
        (xAt, yAt) -> {
          out[yAt] += in[xAt];
          seen[yAt]++;
        });
    for (int i = 0; i < out.length; i++) {
      out[i] /= seen[i];
    }
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            x,
            (dy, dx) ->
                visit(x, window, dimensions, (xAt, yAt) -> dx[xAt] += dy[yAt] / seen[yAt])));
  }

  private static int[] sizes(Tensor x, Window window) {
    int[] dimensions = PooledSizes.of(x, window, x.dimension(3));
    window.requireImageInEvery(Shape.of(x.dimension(1), x.dimension(2), x.dimension(3)));
    return dimensions;
  }

  private static void visit(Tensor x, Window window, int[] output, Visitor visitor) {
    int height = x.dimension(1);
    int width = x.dimension(2);
    int channels = x.dimension(3);
    int y = 0;
    for (int n = 0; n < output[0]; n++) {
      for (int oy = 0; oy < output[1]; oy++) {
        for (int ox = 0; ox < output[2]; ox++) {
          for (int c = 0; c < channels; c++) {
            for (int ky = 0; ky < window.height(); ky++) {
              int iy = oy * window.strideY() - window.top() + ky;
              for (int kx = 0; kx < window.width(); kx++) {
                int ix = ox * window.strideX() - window.left() + kx;
                if (iy >= 0 && iy < height && ix >= 0 && ix < width) {
                  visitor.visit(((n * height + iy) * width + ix) * channels + c, y);
                }
              }
            }
            y++;
          }
        }
      }
    }
  }
}
