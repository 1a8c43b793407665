package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.reference.Gradients;
import dev.graft.testkit.reference.Tensor;
import java.util.function.Supplier;

/** Gradients beside central finite differences. */
final class Slopes {
  private static final double STEP = 1e-5;

  /** So many elements of a tensor are tried, spread over all of it. */
  private static final int TRIED = 60;

  private Slopes() {}

  /**
   * Compares the gradient of a scalar by a variable with slopes.
   *
   * @param what name of the variable
   * @param scalar computes it anew from the variable's values
   */
  static void compare(String what, Tensor variable, Supplier<Tensor> scalar) {
    double[] gradient = Gradients.of(scalar.get()).by(variable);
    double[] values = variable.values();
    double largest = 0;
    for (double element : gradient) {
      largest = Math.max(largest, Math.abs(element));
    }
    int stride = Math.max(1, values.length / TRIED);
    for (int i = 0; i < values.length; i += stride) {
      double value = values[i];
      values[i] = value + STEP;
      double above = scalar.get().values()[0];
      values[i] = value - STEP;
      double below = scalar.get().values()[0];
      values[i] = value;
      double slope = (above - below) / (2 * STEP);
      assertThat(Math.abs(gradient[i] - slope))
          .as(
              "by element %d of %s: the gradient is %s, the slope %s; allowed is a difference of"
                  + " 1e-4 of the largest",
              i, what, gradient[i], slope)
          .isLessThanOrEqualTo(1e-4 * Math.max(largest, Math.abs(slope)) + 1e-6);
    }
  }
}
