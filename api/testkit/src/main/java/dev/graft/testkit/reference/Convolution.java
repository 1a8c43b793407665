package dev.graft.testkit.reference;

import dev.graft.api.ops.Window;
import dev.graft.testkit.reference.Tensor.Edge;

/**
 * Convolutions as nested loops over every output, every place of the window and every channel. The
 * three directions of a convolution (output, gradient by the input, gradient by the kernel) visit
 * the same triples of elements.
 */
final class Convolution {
  private Convolution() {}

  /** What is done with one pixel of the input under one place of the kernel. */
  @FunctionalInterface
  private interface Visitor {
    /** Offsets of the first channel in input, kernel and output. */
    void visit(int x, int kernel, int y);
  }

  static Tensor conv2d(Tensor x, Tensor kernel, Window window) {
    int inputs = x.dimension(3);
    int outputs = kernel.dimension(3);
    requireKernel(x, kernel, window);
    int[] dimensions = PooledSizes.of(x, window, outputs);
    double[] in = x.values();
    double[] k = kernel.values();
    double[] out = new double[Tensor.size(dimensions)];
    visit(
        x,
        window,
        dimensions,
        inputs * outputs,
        (xAt, kAt, yAt) -> {
          for (int c = 0; c < inputs; c++) {
            double value = in[xAt + c];
            int row = kAt + c * outputs;
            for (int o = 0; o < outputs; o++) {
              out[yAt + o] += value * k[row + o];
            }
          }
        });
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            x,
            (dy, dx) ->
                visit(
                    x,
                    window,
                    dimensions,
                    inputs * outputs,
                    (xAt, kAt, yAt) -> {
                      for (int c = 0; c < inputs; c++) {
                        double sum = 0;
                        int row = kAt + c * outputs;
                        for (int o = 0; o < outputs; o++) {
                          sum += dy[yAt + o] * k[row + o];
                        }
                        dx[xAt + c] += sum;
                      }
                    })),
        new Edge(
            kernel,
            (dy, dk) ->
                visit(
                    x,
                    window,
                    dimensions,
                    inputs * outputs,
                    (xAt, kAt, yAt) -> {
                      for (int c = 0; c < inputs; c++) {
                        double value = in[xAt + c];
                        int row = kAt + c * outputs;
                        for (int o = 0; o < outputs; o++) {
                          dk[row + o] += value * dy[yAt + o];
                        }
                      }
                    })));
  }

  static Tensor depthwiseConv2d(Tensor x, Tensor kernel, Window window) {
    int multiplier = kernel.dimension(3);
    int outputs = x.dimension(3) * multiplier;
    requireKernel(x, kernel, window);
    int[] dimensions = PooledSizes.of(x, window, outputs);
    double[] in = x.values();
    double[] k = kernel.values();
    double[] out = new double[Tensor.size(dimensions)];
    visit(
        x,
        window,
        dimensions,
        outputs,
        (xAt, kAt, yAt) -> {
          for (int o = 0; o < outputs; o++) {
            out[yAt + o] += in[xAt + o / multiplier] * k[kAt + o];
          }
        });
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            x,
            (dy, dx) ->
                visit(
                    x,
                    window,
                    dimensions,
                    outputs,
                    (xAt, kAt, yAt) -> {
                      for (int o = 0; o < outputs; o++) {
                        dx[xAt + o / multiplier] += dy[yAt + o] * k[kAt + o];
                      }
                    })),
        new Edge(
            kernel,
            (dy, dk) ->
                visit(
                    x,
                    window,
                    dimensions,
                    outputs,
                    (xAt, kAt, yAt) -> {
                      for (int o = 0; o < outputs; o++) {
                        dk[kAt + o] += in[xAt + o / multiplier] * dy[yAt + o];
                      }
                    })));
  }

  /** Visits every pair of an output and a place of the window that lies on the image. */
  private static void visit(
      Tensor x, Window window, int[] output, int kernelStep, Visitor visitor) {
    int height = x.dimension(1);
    int width = x.dimension(2);
    int channels = x.dimension(3);
    int y = 0;
    for (int n = 0; n < output[0]; n++) {
      for (int oy = 0; oy < output[1]; oy++) {
        for (int ox = 0; ox < output[2]; ox++) {
          for (int ky = 0; ky < window.height(); ky++) {
            int iy = oy * window.strideY() - window.top() + ky;
            if (iy < 0 || iy >= height) {
              continue;
            }
            for (int kx = 0; kx < window.width(); kx++) {
              int ix = ox * window.strideX() - window.left() + kx;
              if (ix >= 0 && ix < width) {
                visitor.visit(
                    ((n * height + iy) * width + ix) * channels,
                    (ky * window.width() + kx) * kernelStep,
                    y);
              }
            }
          }
          y += output[3];
        }
      }
    }
  }

  private static void requireKernel(Tensor x, Tensor kernel, Window window) {
    if (kernel.rank() != 4
        || kernel.dimension(0) != window.height()
        || kernel.dimension(1) != window.width()
        || kernel.dimension(2) != x.dimension(3)) {
      throw new IllegalArgumentException(
          "a kernel of %s does not fit %s over %s".formatted(kernel, window, x));
    }
  }
}
