package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.weights.Weights;
import dev.graft.golden.FormulaWeights;
import dev.graft.testkit.reference.ReferenceEngine;
import dev.graft.training.data.ShapeKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Small networks on both engines, held against the reference engine in double precision. */
class SmallNetworkTest {
  private static final double TOLERANCE = 1e-4;
  private static final int COUNT = 12;

  private static TrainingNetwork train(
      EngineUnderTest engine, TrainingProgram program, Weights weights) {
    return engine.make().train(program, weights, Placement.cpu(2));
  }

  @ParameterizedTest
  @CsvSource({
    "TENSORFLOW, CONVOLUTIONS, 20",
    "TENSORFLOW, INVERTED_RESIDUAL, 20",
    "TENSORFLOW, SEPARABLE, 20",
    "TENSORFLOW, CONVOLUTIONS, 17",
    "TENSORFLOW, INVERTED_RESIDUAL, 17",
    "TENSORFLOW, SEPARABLE, 17",
    "DJL, CONVOLUTIONS, 20",
    "DJL, INVERTED_RESIDUAL, 20",
    "DJL, SEPARABLE, 20",
    "DJL, CONVOLUTIONS, 17",
    "DJL, INVERTED_RESIDUAL, 17",
    "DJL, SEPARABLE, 17"
  })
  void gradientsAndAStepAreTheReferenceEngines(
      EngineUnderTest engine, SmallNetworks kind, int side) {
    ExamplePictures pictures = ExamplePictures.painted(COUNT, side, ShapeKind.values());
    int classes = pictures.labels().count();
    Architecture network = kind.network(pictures.size(), classes);
    Weights weights = FormulaWeights.of(network, 3, 1.2);
    TrainingBatch batch = pictures.batch(0, COUNT, classes);
    TrainingProgram program = Programs.of(network, Programs.sgd(0.1));

    try (TrainingNetwork found = train(engine, program, weights);
        TrainingNetwork truth = new ReferenceEngine().train(program, weights, Placement.cpu(1))) {
      TensorDifference.check(
          "gradients", found.gradients(batch), truth.gradients(batch), TOLERANCE);

      TrainingNetwork.Step step = found.step(batch, 0.1);
      TrainingNetwork.Step expected = truth.step(batch, 0.1);
      assertThat((double) step.loss()).isCloseTo(expected.loss(), within(TOLERANCE));
      assertClose("scores in training", step.scores(), expected.scores());
      // Batch-norm statistics are among them.
      TensorDifference.check("weights after a step", found.weights(), truth.weights(), TOLERANCE);
      assertClose(
          "scores in inference",
          found.evaluate(batch.inputs(), batch.targets()).scores(),
          truth.evaluate(batch.inputs(), batch.targets()).scores());
    }
  }

  private static void assertClose(String what, Batch.Floats found, Batch.Floats truth) {
    for (int i = 0; i < truth.values().length; i++) {
      assertThat((double) found.values()[i])
          .as("%s, value %d", what, i)
          .isCloseTo(truth.values()[i], within(TOLERANCE));
    }
  }
}
