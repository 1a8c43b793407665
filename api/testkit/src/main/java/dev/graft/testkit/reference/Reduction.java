package dev.graft.testkit.reference;

import dev.graft.testkit.reference.Tensor.Edge;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Sums and maxima over axes. */
final class Reduction {
  private final int[] resultDimensions;
  private final int resultSize;

  /** For each element of the source, which element of the result it goes into. */
  private final int[] into;

  private Reduction(Tensor x, boolean keepDimensions, int... axes) {
    int[] dimensions = x.dimensions();
    int[] kept = dimensions.clone();
    boolean[] reduced = new boolean[kept.length];
    for (int axis : axes) {
      int counted = axis < 0 ? kept.length + axis : axis;
      if (counted < 0 || counted >= kept.length) {
        throw new IllegalArgumentException(x + " has no axis " + axis);
      }
      reduced[counted] = true;
      kept[counted] = 1;
    }
    this.into = Indices.inSource(dimensions, kept);
    this.resultSize = Tensor.size(kept);
    this.resultDimensions =
        keepDimensions
            ? kept
            : IntStream.range(0, kept.length)
                .filter(axis -> !reduced[axis])
                .map(axis -> dimensions[axis])
                .toArray();
  }

  static Tensor sum(Tensor x, boolean keepDimensions, int... axes) {
    Reduction reduction = new Reduction(x, keepDimensions, axes);
    int[] into = reduction.into;
    double[] in = x.values();
    double[] out = new double[reduction.resultSize];
    for (int i = 0; i < in.length; i++) {
      out[into[i]] += in[i];
    }
    return Tensor.result(
        reduction.resultDimensions,
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dx.length; i++) {
                dx[i] += dy[into[i]];
              }
            }));
  }

  /** The largest; equal ones share the gradient, as in TensorFlow and PyTorch. */
  static Tensor max(Tensor x, boolean keepDimensions, int... axes) {
    Reduction reduction = new Reduction(x, keepDimensions, axes);
    int[] into = reduction.into;
    double[] in = x.values();
    double[] out = new double[reduction.resultSize];
    Arrays.fill(out, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < in.length; i++) {
      out[into[i]] = Math.max(out[into[i]], in[i]);
    }
    return Tensor.result(
        reduction.resultDimensions,
        out,
        new Edge(
            x,
            (dy, dx) -> {
              int[] winners = new int[out.length];
              for (int i = 0; i < in.length; i++) {
                winners[into[i]] += in[i] == out[into[i]] ? 1 : 0;
              }
              for (int i = 0; i < dx.length; i++) {
                if (in[i] == out[into[i]]) {
                  dx[i] += dy[into[i]] / winners[into[i]];
                }
              }
            }));
  }
}
