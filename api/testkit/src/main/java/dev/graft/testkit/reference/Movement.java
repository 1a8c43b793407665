package dev.graft.testkit.reference;

import dev.graft.testkit.reference.Tensor.Edge;
import java.util.Arrays;
import java.util.List;

/** Operations that only move elements, and the matrix product. */
final class Movement {
  private Movement() {}

  static Tensor reshape(Tensor x, int[] dimensions) {
    return Tensor.result(
        dimensions,
        x.values(),
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dx.length; i++) {
                dx[i] += dy[i];
              }
            }));
  }

  static Tensor pad(Tensor x, int top, int bottom, int left, int right, double value) {
    int[] in = x.dimensions();
    int[] dimensions = {in[0], in[1] + top + bottom, in[2] + left + right, in[3]};
    int[] strides = Indices.strides(dimensions);
    int corner = top * strides[1] + left * strides[2];
    // For each element of x, its place in the result: the result's strides over x's sizes.
    int[] place = Indices.of(in, strides);
    double[] out = new double[Tensor.size(dimensions)];
    Arrays.fill(out, value);
    double[] values = x.values();
    for (int i = 0; i < values.length; i++) {
      out[corner + place[i]] = values[i];
    }
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dx.length; i++) {
                dx[i] += dy[corner + place[i]];
              }
            }));
  }

  static Tensor concatenate(List<Tensor> parts) {
    int[] dimensions = parts.get(0).dimensions();
    int last = dimensions.length - 1;
    for (Tensor part : parts) {
      if (part.rank() != dimensions.length
          || !Arrays.equals(part.dimensions(), 0, last, dimensions, 0, last)) {
        throw new IllegalArgumentException("differ in more than their last axis: " + parts);
      }
    }
    int total = parts.stream().mapToInt(part -> part.dimension(-1)).sum();
    dimensions[last] = total;
    double[] out = new double[Tensor.size(dimensions)];
    int rows = out.length / total;
    Edge[] edges = new Edge[parts.size()];
    int first = 0;
    for (int p = 0; p < edges.length; p++) {
      Tensor part = parts.get(p);
      int width = part.dimension(-1);
      int offset = first;
      for (int row = 0; row < rows; row++) {
        System.arraycopy(part.values(), row * width, out, row * total + offset, width);
      }
      edges[p] =
          new Edge(
              part,
              (dy, dx) -> {
                for (int row = 0; row < rows; row++) {
                  for (int i = 0; i < width; i++) {
                    dx[row * width + i] += dy[row * total + offset + i];
                  }
                }
              });
      first += width;
    }
    return Tensor.result(dimensions, out, edges);
  }

  static Tensor reverseChannels(Tensor x) {
    int channels = x.dimension(-1);
    double[] in = x.values();
    double[] out = new double[in.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = in[mirrored(i, channels)];
    }
    return Tensor.result(
        x.dimensions(),
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dx.length; i++) {
                dx[i] += dy[mirrored(i, channels)];
              }
            }));
  }

  private static int mirrored(int index, int channels) {
    int channel = index % channels;
    return index - channel + channels - 1 - channel;
  }

  static Tensor matmul(Tensor x, Tensor kernel) {
    if (x.rank() != 2 || kernel.rank() != 2 || x.dimension(1) != kernel.dimension(0)) {
      throw new IllegalArgumentException("there is no product of " + x + " and " + kernel);
    }
    int rows = x.dimension(0);
    int inputs = x.dimension(1);
    int outputs = kernel.dimension(1);
    double[] a = x.values();
    double[] k = kernel.values();
    double[] out = new double[rows * outputs];
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < inputs; i++) {
        double value = a[row * inputs + i];
        for (int o = 0; o < outputs; o++) {
          out[row * outputs + o] += value * k[i * outputs + o];
        }
      }
    }
    return Tensor.result(
        new int[] {rows, outputs},
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int row = 0; row < rows; row++) {
                for (int i = 0; i < inputs; i++) {
                  double sum = 0;
                  for (int o = 0; o < outputs; o++) {
                    sum += dy[row * outputs + o] * k[i * outputs + o];
                  }
                  dx[row * inputs + i] += sum;
                }
              }
            }),
        new Edge(
            kernel,
            (dy, dk) -> {
              for (int row = 0; row < rows; row++) {
                for (int i = 0; i < inputs; i++) {
                  double value = a[row * inputs + i];
                  for (int o = 0; o < outputs; o++) {
                    dk[i * outputs + o] += value * dy[row * outputs + o];
                  }
                }
              }
            }));
  }
}
