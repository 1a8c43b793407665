package dev.graft.testkit.reference;

import dev.graft.testkit.reference.Tensor.Edge;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operations on each element, or on each pair of elements of two broadcast tensors. */
final class Elementwise {
  private Elementwise() {}

  /**
   * A function of each element.
   *
   * @param derivative of the element and the function's value
   */
  static Tensor of(Tensor x, DoubleUnaryOperator function, DoubleBinaryOperator derivative) {
    double[] in = x.values();
    double[] out = new double[in.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = function.applyAsDouble(in[i]);
    }
    return Tensor.result(
        x.dimensions(),
        out,
        new Edge(
            x,
            (dy, dx) -> {
              for (int i = 0; i < dx.length; i++) {
                dx[i] += dy[i] * derivative.applyAsDouble(in[i], out[i]);
              }
            }));
  }

  /**
   * A function of each pair.
   *
   * @param byFirst its derivative by the first of the pair
   * @param bySecond its derivative by the second of the pair
   */
  static Tensor of(
      Tensor a,
      Tensor b,
      DoubleBinaryOperator function,
      DoubleBinaryOperator byFirst,
      DoubleBinaryOperator bySecond) {
    int[] dimensions = Indices.broadcast(a.dimensions(), b.dimensions());
    int[] inA = Indices.inSource(dimensions, a.dimensions());
    int[] inB = Indices.inSource(dimensions, b.dimensions());
    double[] first = a.values();
    double[] second = b.values();
    double[] out = new double[inA.length];
    Arrays.setAll(out, i -> function.applyAsDouble(first[inA[i]], second[inB[i]]));
    return Tensor.result(
        dimensions,
        out,
        new Edge(
            a,
            (dy, da) -> {
              for (int i = 0; i < dy.length; i++) {
                da[inA[i]] += dy[i] * byFirst.applyAsDouble(first[inA[i]], second[inB[i]]);
              }
            }),
        new Edge(
            b,
            (dy, db) -> {
              for (int i = 0; i < dy.length; i++) {
                db[inB[i]] += dy[i] * bySecond.applyAsDouble(first[inA[i]], second[inB[i]]);
              }
            }));
  }

  /** {@code 1 / (1 + e^-x)}, without overflow and without losing digits at either end. */
  static double sigmoid(double x) {
    double e = Math.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /** {@code log(1 + e^x)} without overflow. */
  static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * The error function by {@code 2/sqrt(pi) e^(-x^2) sum 2^n x^(2n+1) / (2n+1)!!} (Abramowitz and
   * Stegun 7.1.6): all terms have one sign, so nothing cancels.
   */
  static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x); // 1 - erf(6) is 2e-17, less than a double can tell from 1
    }
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** Derivative of {@link #erf}. */
  static double erfDerivative(double x) {
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
  }
}
