package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cross-entropies from logits against their formulas, and the mean over a batch. */
abstract class CrossEntropyContract {
  abstract Comparison comparison();

  /** A network whose scores are its inputs. */
  private TrainingNetwork identity(int outputs, TestLoss loss) {
    Architecture.Builder net = Architecture.builder("scores", Input.features(Shape.of(outputs)));
    net.add("offset", new OffsetLayer());
    Architecture network = net.build();
    return comparison()
        .train(
            Comparison.program(network, loss, TestOptimizer.GRADIENT_DESCENT),
            Weights.initial(network, 1));
  }

  private static Batch.Floats one(float... values) {
    return new Batch.Floats(1, Shape.of(values.length), values);
  }

  private static float[] gradient(TrainingNetwork network, TrainingBatch batch) {
    return network.gradients(batch).get("offset", OffsetLayer.OFFSET).values();
  }

  @ParameterizedTest
  @CsvSource({
    "   0, 1,   0.6931472, -0.5",
    " 100, 0, 100,          1",
    " 100, 1,   0,          0",
    "-100, 0,   0,          0",
    "-100, 1, 100,         -1",
    "-100, 0.3, 30,        -0.3",
    "   2, 0.25, 1.6269280, 0.6307971",
  })
  void knowsBinaryCrossEntropy(float score, float target, float loss, float slope) {
    try (TrainingNetwork network = identity(1, TestLoss.BINARY_CROSS_ENTROPY)) {
      TrainingBatch batch = Samples.batch(one(score), one(target), 0);

      Closeness.check(
          "loss",
          network.evaluate(batch.inputs(), batch.targets()).losses(),
          new float[] {loss},
          1e-6);
      Closeness.check("gradient", gradient(network, batch), new float[] {slope}, 1e-6);
    }
  }

  @Test
  void knowsCategoricalCrossEntropyAtExtremeScores() {
    try (TrainingNetwork network = identity(3, TestLoss.CATEGORICAL_CROSS_ENTROPY)) {
      Batch.Floats scores =
          new Batch.Floats(2, Shape.of(3), new float[] {100, -100, 0, 100, -100, 0});
      Batch.Floats targets = new Batch.Floats(2, Shape.of(3), new float[] {0, 1, 0, 1, 0, 0});

      Closeness.check(
          "losses", network.evaluate(scores, targets).losses(), new float[] {200, 0}, 1e-6);
      // The first example's gradient is softmax - target; the second's is 0; the mean is halved.
      Closeness.check(
          "gradient",
          gradient(network, Samples.batch(scores, targets, 0)),
          new float[] {0.5f, -0.5f, 0},
          1e-6);
    }
  }

  @Test
  void givesTheMeanLossOfABatchInAStep() {
    try (TrainingNetwork network = identity(2, TestLoss.SQUARED_ERROR)) {
      Batch.Floats scores = new Batch.Floats(2, Shape.of(2), new float[] {1, 2, 3, 4});
      Batch.Floats targets = new Batch.Floats(2, Shape.of(2), new float[] {0, 0, 3, 3});

      TrainingNetwork.Step step = network.step(Samples.batch(scores, targets, 0), 0);

      assertThat(step.loss()).isEqualTo(3); // (1 + 4) and (0 + 1), averaged
      assertThat(step.scores().values()).containsExactly(1, 2, 3, 4);
    }
  }
}
