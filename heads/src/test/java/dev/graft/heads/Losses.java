package dev.graft.heads;

import dev.graft.api.loss.Loss;
import dev.graft.testkit.reference.Gradients;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;

/** Losses and their gradients by the reference engine's operations. */
final class Losses {
  private static final ReferenceOps OPS = new ReferenceOps();

  private Losses() {}

  /** The loss of each example. */
  static double[] values(Loss loss, int outputs, double[] scores, double[] targets) {
    int[] shape = {scores.length / outputs, outputs};
    Tensor losses = loss.of(OPS, Tensor.constant(shape, scores), Tensor.constant(shape, targets));
    if (losses.rank() != 1 || losses.dimension(0) != shape[0]) {
      throw new AssertionError("expected one loss for each example, found " + losses);
    }
    return losses.values();
  }

  /** The gradient of all examples' summed loss by the scores. */
  static double[] gradient(Loss loss, int outputs, double[] scores, double[] targets) {
    int[] shape = {scores.length / outputs, outputs};
    Tensor variable = Tensor.variable(shape, scores.clone());
    Tensor losses = loss.of(OPS, variable, Tensor.constant(shape, targets));
    return Gradients.of(OPS.sumAll(losses)).by(variable);
  }

  /** The same by central differences. */
  static double[] difference(Loss loss, int outputs, double[] scores, double[] targets) {
    double step = 1e-5;
    double[] slopes = new double[scores.length];
    for (int i = 0; i < scores.length; i++) {
      double[] up = scores.clone();
      double[] down = scores.clone();
      up[i] += step;
      down[i] -= step;
      double[] above = values(loss, outputs, up, targets);
      double[] below = values(loss, outputs, down, targets);
      for (int example = 0; example < above.length; example++) {
        slopes[i] += (above[example] - below[example]) / (2 * step);
      }
    }
    return slopes;
  }
}
