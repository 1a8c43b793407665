package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.weights.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The same program and data give the same network, in one run or in two. */
abstract class RestoringContract {
  private final Architecture network = ContractNetworks.cnn(0.3);
  private final Weights weights = Samples.weights(network);

  abstract Comparison comparison();

  private static TrainingProgram program(Architecture network, TestOptimizer optimizer) {
    return Comparison.program(
        network, TestLoss.CATEGORICAL_CROSS_ENTROPY, optimizer, "stem", "stem_bn");
  }

  private static void steps(TrainingNetwork network, int from, int to) {
    for (int step = from; step < to; step++) {
      network.step(TrainingContract.pictures(step, 6), 0.01);
    }
  }

  @ParameterizedTest
  @EnumSource
  void goesOnBitByBitFromWhereItWas(TestOptimizer optimizer) {
    TrainingProgram program = program(network, optimizer);
    try (TrainingNetwork first = comparison().train(program, weights);
        TrainingNetwork second = comparison().train(program, Weights.initial(network, 77))) {
      steps(second, 7, 8); // whatever it has learnt is forgotten
      steps(first, 0, 3);
      second.restore(first.weights(), first.slots(), first.steps());
      steps(first, 3, 6);
      steps(second, 3, 6);

      assertThat(second.steps()).isEqualTo(6);
      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(second.slots()).isEqualTo(first.slots());
    }
  }

  @Test
  void givesBackWhatItWasRestoredFrom() {
    TrainingProgram program = program(network, TestOptimizer.ADAM);
    try (TrainingNetwork first = comparison().train(program, weights);
        TrainingNetwork second = comparison().train(program, Weights.initial(network, 77))) {
      steps(first, 0, 2);

      second.restore(first.weights(), first.slots(), 41);

      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(second.slots()).isEqualTo(first.slots());
      assertThat(second.steps()).isEqualTo(41);
    }
  }

  @Test
  void keepsItsOwnStateAfterAnotherWasRestoredFromIt() {
    TrainingProgram program = program(network, TestOptimizer.MOMENTUM);
    try (TrainingNetwork first = comparison().train(program, weights);
        TrainingNetwork second = comparison().train(program, weights)) {
      steps(first, 0, 1);
      Weights before = first.weights();
      second.restore(before, first.slots(), first.steps());
      steps(second, 1, 3);

      assertThat(first.weights()).isEqualTo(before);
      assertThat(first.steps()).isEqualTo(1);
    }
  }

  @Test
  void trainsTheSameTwice() {
    TrainingProgram program = program(network, TestOptimizer.ADAM);
    try (TrainingNetwork first = comparison().train(program, weights);
        TrainingNetwork second = comparison().train(program, weights)) {
      steps(first, 0, 4);
      steps(second, 0, 4);

      assertThat(second.weights()).isEqualTo(first.weights());
    }
  }

  @Test
  void trainsTheSameTwiceWhereThereIsWorkForSeveralThreads() {
    ImageSize size = ImageSize.rgb(48, 48);
    Architecture.Builder net = Architecture.builder("wide", Input.image(size));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("conv", Conv2D.of(16, 3).same().withoutBias());
    net.add("bn", BatchNormalization.of(0.9, 1e-3));
    net.add("relu", new ActivationLayer(Activation.RELU));
    net.add("depthwise", DepthwiseConv2D.of(3).strides(2).same());
    net.add("project", Conv2D.of(16, 1));
    net.add("pool", MaxPooling2D.of(2));
    net.add("flatten", new Flatten());
    net.add("scores", Dense.of(10));
    Architecture wide = net.build();
    TrainingProgram program =
        Comparison.program(wide, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.ADAM);
    TrainingBatch batch =
        Samples.batch(Samples.pixels("wide", 24, size), Samples.oneHot("wide", 24, 10), 0);
    try (TrainingNetwork first = comparison().train(program, Weights.initial(wide, 1));
        TrainingNetwork second = comparison().train(program, Weights.initial(wide, 1))) {
      for (int step = 0; step < 3; step++) {
        float loss = first.step(batch, 0.01).loss();
        assertThat(second.step(batch, 0.01).loss()).isEqualTo(loss);
      }

      assertThat(second.weights()).isEqualTo(first.weights());
      assertThat(second.evaluate(batch.inputs(), batch.targets()).scores().values())
          .containsExactly(first.evaluate(batch.inputs(), batch.targets()).scores().values());
    }
  }

  @Test
  void startsFromTheGivenWeights() {
    try (TrainingNetwork trained =
        comparison().train(program(network, TestOptimizer.ADAM), weights)) {
      assertThat(trained.weights()).isEqualTo(weights);
      assertThat(trained.steps()).isZero();
    }
  }
}
