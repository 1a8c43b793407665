package dev.graft.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.head.Decision;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layers.Dense;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.reference.ReferenceEngine;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * Each optimizer makes six steps on {@code (w·x - t)² / 2}, whose gradient is {@code (w·x - t) x},
 * and is compared with Keras 3's formulas written out in double.
 */
class OptimizersTest {
  private static final double[] X = {1.5, -0.5};
  private static final double[] START = {0.8, 0.3};
  private static final double T = 2;
  private static final int STEPS = 6;
  private static final double RATE = 0.05;

  /** One parameter's step by hand: its value, its gradient, number of the step from 1. */
  private interface ByHand {
    double step(int index, double w, double g, int step);
  }

  private static void assertSteps(Optimizer optimizer, ByHand byHand) {
    Architecture.Builder network = Architecture.builder("line", Input.features(Shape.of(2)));
    network.add("dense", new Dense(1, false, Activation.LINEAR, Initializer.ZEROS));
    float[] start = {(float) START[0], (float) START[1]};
    Weights weights = Weights.of(Map.of("dense/kernel", new FloatTensor(Shape.of(2, 1), start)));
    TrainingProgram program =
        new TrainingProgram(
            network.build(),
            Set.of(),
            new HalfSquare(),
            optimizer,
            OptionalDouble.empty(),
            new Randomness(1));
    TrainingBatch batch =
        new TrainingBatch(
            new Batch.Floats(1, Shape.of(2), new float[] {(float) X[0], (float) X[1]}),
            new Batch.Floats(1, Shape.of(1), new float[] {(float) T}),
            0,
            new long[] {0});
    double[] w = START.clone();
    try (TrainingNetwork training =
        new ReferenceEngine().train(program, weights, Placement.cpu(1))) {
      for (int step = 1; step <= STEPS; step++) {
        double error = w[0] * X[0] + w[1] * X[1] - T;
        w[0] = byHand.step(0, w[0], error * X[0], step);
        w[1] = byHand.step(1, w[1], error * X[1], step);
        training.step(batch, RATE);
        float[] found = training.weights().get("dense", "kernel").values();
        for (int i = 0; i < 2; i++) {
          assertThat((double) found[i])
              .as("weight %d after step %d", i, step)
              .isCloseTo(w[i], Offset.offset(1e-6));
        }
      }
      assertThat(training.slots().tensors()).hasSize(optimizer.slots().size());
    }
    assertThat(w[0])
        .as("the steps are far larger than the tolerance")
        .isNotCloseTo(START[0], Offset.offset(0.05));
  }

  private record HalfSquare() implements Loss {
    @Override
    public <A> A of(Ops<A> ops, A scores, A targets) {
      A square = ops.square(ops.subtract(scores, targets));
      return ops.sum(ops.multiply(square, 0.5), false, 1);
    }

    @Override
    public boolean fits(Decision decision) {
      return true;
    }
  }

  @Test
  void sgd() {
    assertSteps(new Sgd(new Sgd.Settings(RATE, 0, false)), (i, w, g, step) -> w - RATE * g);
  }

  @Test
  void sgdWithoutMomentumIsNotChangedByNesterov() {
    assertSteps(new Sgd(new Sgd.Settings(RATE, 0, true)), (i, w, g, step) -> w - RATE * g);
  }

  @Test
  void sgdWithMomentum() {
    double[] v = new double[2];
    assertSteps(
        new Sgd(new Sgd.Settings(RATE, 0.9, false)),
        (i, w, g, step) -> {
          v[i] = 0.9 * v[i] - RATE * g;
          return w + v[i];
        });
  }

  @Test
  void sgdWithNesterovMomentum() {
    double[] v = new double[2];
    assertSteps(
        new Sgd(new Sgd.Settings(RATE, 0.9, true)),
        (i, w, g, step) -> {
          v[i] = 0.9 * v[i] - RATE * g;
          return w + 0.9 * v[i] - RATE * g;
        });
  }

  @Test
  void rmsprop() {
    double[] v = new double[2];
    assertSteps(
        new RmsProp(new RmsProp.Settings(RATE, 0.8, 0, 1e-3, false)),
        (i, w, g, step) -> {
          v[i] = 0.8 * v[i] + 0.2 * g * g;
          return w - RATE * g / Math.sqrt(v[i] + 1e-3);
        });
  }

  @Test
  void rmspropCenteredWithMomentum() {
    double[] v = new double[2];
    double[] mean = new double[2];
    double[] m = new double[2];
    assertSteps(
        new RmsProp(new RmsProp.Settings(RATE, 0.8, 0.7, 1e-3, true)),
        (i, w, g, step) -> {
          v[i] = 0.8 * v[i] + 0.2 * g * g;
          mean[i] = 0.8 * mean[i] + 0.2 * g;
          m[i] = 0.7 * m[i] + RATE * g / Math.sqrt(v[i] - mean[i] * mean[i] + 1e-3);
          return w - m[i];
        });
  }

  @Test
  void adam() {
    assertSteps(new Adam(new Adam.Settings(RATE, 0.9, 0.999, 1e-7)), adamByHand());
  }

  @Test
  void adamWithBetasOfZero() {
    assertSteps(
        new Adam(new Adam.Settings(RATE, 0, 0, 1e-7)),
        (i, w, g, step) -> w - RATE * g / (Math.abs(g) + 1e-7));
  }

  @Test
  void adamw() {
    ByHand adam = adamByHand();
    assertSteps(
        new AdamW(new AdamW.Settings(RATE, 0.4, 0.9, 0.999, 1e-7)),
        (i, w, g, step) -> adam.step(i, w - 0.4 * RATE * w, g, step));
  }

  private static ByHand adamByHand() {
    double[] m = new double[2];
    double[] v = new double[2];
    return (i, w, g, step) -> {
      m[i] += (g - m[i]) * (1 - 0.9);
      v[i] += (g * g - v[i]) * (1 - 0.999);
      double alpha = RATE * Math.sqrt(1 - Math.pow(0.999, step)) / (1 - Math.pow(0.9, step));
      return w - m[i] * alpha / (Math.sqrt(v[i]) + 1e-7);
    };
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd.Settings(0, 0, false))
        .withMessage("a learning rate is above 0, found 0.0");
    assertThatIllegalArgumentException().isThrownBy(() -> new Sgd.Settings(Double.NaN, 0, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Sgd.Settings(0.1, 1, false))
        .withMessage("momentum is in [0, 1), found 1.0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RmsProp.Settings(0.1, -0.1, 0, 1e-7, false))
        .withMessageContaining("rho");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam.Settings(0.1, 0.9, 1, 1e-7))
        .withMessageContaining("beta_2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Adam.Settings(0.1, 0.9, 0.9, 0))
        .withMessageContaining("epsilon");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AdamW.Settings(0.1, -1, 0.9, 0.9, 1e-7))
        .withMessageContaining("weight_decay");
  }
}
