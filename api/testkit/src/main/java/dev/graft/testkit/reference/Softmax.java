package dev.graft.testkit.reference;

import dev.graft.testkit.reference.Tensor.Edge;

/** Softmax and its logarithm over the last axis, each row made harmless by its largest value. */
final class Softmax {
  private Softmax() {}

  static Tensor softmax(Tensor x) {
    int n = x.dimension(-1);
    double[] y = logs(x.values(), n);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.exp(y[i]);
    }
    return Tensor.result(
        x.dimensions(),
        y,
        new Edge(
            x,
            (dy, dx) -> {
              for (int row = 0; row < y.length; row += n) {
                double dot = 0;
                for (int i = row; i < row + n; i++) {
                  dot += dy[i] * y[i];
                }
                for (int i = row; i < row + n; i++) {
                  dx[i] += y[i] * (dy[i] - dot);
                }
              }
            }));
  }

  static Tensor logSoftmax(Tensor x) {
    int n = x.dimension(-1);
    double[] y = logs(x.values(), n);
    return Tensor.result(
        x.dimensions(),
        y,
        new Edge(
            x,
            (dy, dx) -> {
              for (int row = 0; row < y.length; row += n) {
                double sum = 0;
                for (int i = row; i < row + n; i++) {
                  sum += dy[i];
                }
                for (int i = row; i < row + n; i++) {
                  dx[i] += dy[i] - Math.exp(y[i]) * sum;
                }
              }
            }));
  }

  private static double[] logs(double[] x, int n) {
    double[] logs = new double[x.length];
    for (int row = 0; row < x.length; row += n) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = row; i < row + n; i++) {
        largest = Math.max(largest, x[i]);
      }
      double sum = 0;
      for (int i = row; i < row + n; i++) {
        sum += Math.exp(x[i] - largest);
      }
      double logSum = largest + Math.log(sum);
      for (int i = row; i < row + n; i++) {
        logs[i] = x[i] - logSum;
      }
    }
    return logs;
  }
}
