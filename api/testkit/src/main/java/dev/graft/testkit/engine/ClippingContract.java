package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Clipping of gradients by the norm of all together. */
abstract class ClippingContract {
  private static final double RATE = 0.5;

  private final Architecture network = ContractNetworks.plain(ContractNetworks.CLASSES);
  private final Weights weights = Samples.weights(network);
  private final TrainingBatch batch = TrainingContract.pictures(6, 5);

  abstract Comparison comparison();

  private static TrainingProgram clipped(Architecture network, double limit) {
    TrainingProgram plain =
        Comparison.program(
            network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.GRADIENT_DESCENT);
    return new TrainingProgram(
        network,
        plain.frozenLayers(),
        plain.loss(),
        plain.optimizer(),
        OptionalDouble.of(limit),
        plain.randomness());
  }

  @Test
  void scalesAllGradientsDownToTheLimit() {
    double norm;
    Weights gradients;
    try (TrainingNetwork truth = Comparison.reference(clipped(network, 1), weights)) {
      gradients = truth.gradients(batch);
      norm = norm(gradients);
    }
    double limit = norm / 3;

    try (TrainingNetwork trained = comparison().train(clipped(network, limit), weights)) {
      Closeness.check(
          "unclipped gradient", trained.gradients(batch), gradients, Comparison.GRADIENT_TOLERANCE);
      trained.step(batch, RATE);
      Weights after = trained.weights();
      double moved = 0;
      for (Map.Entry<String, FloatTensor> gradient : gradients.tensors().entrySet()) {
        float[] old = weights.tensors().get(gradient.getKey()).values();
        float[] values = after.tensors().get(gradient.getKey()).values();
        float[] expected = new float[old.length];
        for (int i = 0; i < old.length; i++) {
          expected[i] = (float) (old[i] - RATE * gradient.getValue().values()[i] / 3);
          moved += Math.pow((double) values[i] - old[i], 2);
        }
        Closeness.check(gradient.getKey(), values, expected, Comparison.GRADIENT_TOLERANCE);
      }
      assertThat(Math.sqrt(moved)).isCloseTo(RATE * limit, within(1e-4 * limit));
    }
  }

  @Test
  void leavesSmallerGradientsAsTheyAre() {
    TrainingProgram unclipped =
        Comparison.program(
            network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.GRADIENT_DESCENT);

    try (TrainingNetwork free = comparison().train(unclipped, weights);
        TrainingNetwork limited = comparison().train(clipped(network, 1e4), weights)) {
      free.step(batch, RATE);
      limited.step(batch, RATE);

      Closeness.check("weights", limited.weights(), free.weights(), 1e-6);
    }
  }

  private static double norm(Weights gradients) {
    double squares = 0;
    for (FloatTensor gradient : gradients.tensors().values()) {
      for (float value : gradient.values()) {
        squares += (double) value * value;
      }
    }
    return Math.sqrt(squares);
  }
}
