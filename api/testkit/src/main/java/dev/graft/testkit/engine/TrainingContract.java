package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layers.Dense;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import org.junit.jupiter.api.Test;

/** Steps, gradients, statistics and evaluation. */
abstract class TrainingContract {
  abstract Comparison comparison();

  /** A batch of noise with random classes; another one for each number. */
  static TrainingBatch pictures(int number, int count) {
    return Samples.batch(
        Samples.pixels("pictures " + number, count, ContractNetworks.PICTURE),
        Samples.oneHot("classes " + number, count, ContractNetworks.CLASSES),
        100L * number);
  }

  @Test
  void findsTheGradientsOfAConvolutionalNetwork() {
    Architecture network = ContractNetworks.cnn(0.3);
    Weights weights = Samples.weights(network);
    TrainingProgram program =
        Comparison.program(
            network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.GRADIENT_DESCENT);

    try (TrainingNetwork found = comparison().train(program, weights);
        TrainingNetwork expected = Comparison.reference(program, weights)) {
      TrainingBatch batch = pictures(0, 8);
      Closeness.check(
          "gradient",
          found.gradients(batch),
          expected.gradients(batch),
          Comparison.GRADIENT_TOLERANCE);
      Comparison.step("first step", found, expected, batch, 0.1);
      Closeness.check(
          "weights", found.weights(), expected.weights(), Comparison.GRADIENT_TOLERANCE);
    }
  }

  @Test
  void makesTheLossSmaller() {
    Architecture network = ContractNetworks.cnn(0);
    TrainingProgram program =
        Comparison.program(network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.ADAM);
    TrainingBatch batch = pictures(1, 12);

    try (TrainingNetwork trained = comparison().train(program, Weights.initial(network, 3))) {
      float before = trained.step(batch, 0.02).loss();
      for (int step = 0; step < 60; step++) {
        trained.step(batch, 0.02);
      }

      assertThat(trained.step(batch, 0.02).loss()).isLessThan(before / 4);
    }
  }

  @Test
  void handsRateStepAndSlotsToTheOptimizer() {
    Architecture network = dense();
    TrainingProgram program =
        Comparison.program(network, TestLoss.SQUARED_ERROR, TestOptimizer.PROBE);

    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      assertThat(trained.slots().tensors().keySet())
          .containsExactlyInAnyOrder(
              "dense/kernel/last", "dense/kernel/before", "dense/bias/last", "dense/bias/before");
      assertFilled(trained.slots().tensors().get("dense/kernel/last"), 0);
      trained.step(vectors(2), 0.5);
      assertFilled(trained.weights().get("dense", "kernel"), 0.5f);
      trained.step(vectors(2), 0.25);
      assertFilled(trained.weights().get("dense", "kernel"), 0.5f);
      trained.step(vectors(2), 2);
      assertFilled(trained.weights().get("dense", "bias"), 6);
      assertFilled(trained.slots().tensors().get("dense/bias/last"), 3);
      assertFilled(trained.slots().tensors().get("dense/bias/before"), 2);
    }
  }

  @Test
  void changesNothingToFindGradientsOrEvaluate() {
    Architecture network = ContractNetworks.cnn(0.3);
    TrainingProgram program =
        Comparison.program(network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.ADAM);
    TrainingBatch batch = pictures(2, 4);

    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      trained.step(batch, 0.01);
      Weights weights = trained.weights();
      Weights slots = trained.slots();

      trained.gradients(batch);
      trained.evaluate(batch.inputs(), batch.targets());

      assertThat(trained.weights()).isEqualTo(weights);
      assertThat(trained.slots()).isEqualTo(slots);
      assertThat(trained.steps()).isEqualTo(1);
    }
  }

  @Test
  void handsOutCopiesOfItsWeights() {
    Architecture network = dense();
    Weights given = Samples.weights(network);
    float first = given.get("dense", "kernel").values()[0];
    TrainingProgram program =
        Comparison.program(network, TestLoss.SQUARED_ERROR, TestOptimizer.MOMENTUM);

    try (TrainingNetwork trained = comparison().train(program, given)) {
      Weights before = trained.weights();
      trained.step(vectors(3), 0.1);

      assertThat(before).isEqualTo(given);
      assertThat(given.get("dense", "kernel").values()[0]).isEqualTo(first);
      assertThat(trained.weights()).isNotEqualTo(given);
    }
  }

  @Test
  void evaluatesAsTheInferenceNetworkInfers() {
    Architecture network = ContractNetworks.cnn(0.5);
    TrainingProgram program =
        Comparison.program(network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.ADAM);
    TrainingBatch batch = pictures(3, 7);

    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      for (int step = 0; step < 3; step++) {
        trained.step(batch, 0.01);
      }
      TrainingNetwork.Evaluation evaluation = trained.evaluate(batch.inputs(), batch.targets());

      assertThat(evaluation.losses()).hasSize(7);
      try (InferenceNetwork inference = comparison().infer(network, trained.weights())) {
        Closeness.check(
            "scores",
            inference.run(batch.inputs()),
            evaluation.scores(),
            Comparison.OUTPUT_TOLERANCE);
      }
    }
  }

  @Test
  void givesNoGradientToLayersThatTheOutputDoesNotNeed() {
    Architecture.Builder net = Architecture.builder("inner", Input.features(Shape.of(4)));
    String inner = net.add("inner", Dense.of(3));
    net.add("not_needed", Dense.of(5));
    TrainingProgram program =
        Comparison.program(
            net.build(inner), TestLoss.SQUARED_ERROR, TestOptimizer.GRADIENT_DESCENT);
    Weights weights = Samples.weights(program.network());

    try (TrainingNetwork trained = comparison().train(program, weights)) {
      assertFilled(trained.gradients(vectors(3)).get("not_needed", "kernel"), 0);
      trained.step(vectors(3), 0.1);

      assertThat(trained.weights().get("not_needed", "kernel"))
          .isEqualTo(weights.get("not_needed", "kernel"));
    }
  }

  private static Architecture dense() {
    Architecture.Builder net = Architecture.builder("dense", Input.features(Shape.of(4)));
    net.add("dense", Dense.of(3));
    return net.build();
  }

  private static TrainingBatch vectors(int count) {
    return Samples.batch(
        Samples.floats("vectors", count, Shape.of(4), -1, 1),
        Samples.floats("vector targets", count, Shape.of(3), -1, 1),
        0);
  }

  private static void assertFilled(FloatTensor tensor, float value) {
    for (float element : tensor.values()) {
      assertThat(element).isEqualTo(value);
    }
  }
}
