package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Parameter;
import dev.graft.api.weights.Weights;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Frozen means frozen: weights and statistics, bit by bit. */
abstract class FreezingContract {
  private static final String[] FROZEN = {
    "stem", "stem_bn", "expand_bn", "depthwise", "dropout", "hidden"
  };

  private final Architecture network = ContractNetworks.cnn(0.4);
  private final Weights weights = Samples.weights(network);
  private final TrainingProgram program =
      Comparison.program(
          network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.MOMENTUM, FROZEN);

  abstract Comparison comparison();

  @Test
  void keepsFrozenLayersBitByBitAndTrainsTheOthers() {
    try (TrainingNetwork trained = comparison().train(program, weights)) {
      for (int step = 0; step < 3; step++) {
        trained.step(TrainingContract.pictures(step, 6), 0.1);
      }
      Weights after = trained.weights();

      for (Node node : network.nodes()) {
        for (Parameter parameter : node.parameters()) {
          boolean same =
              after
                  .get(node.name(), parameter.name())
                  .equals(weights.get(node.name(), parameter.name()));
          assertThat(same)
              .as("%s/%s unchanged", node.name(), parameter.name())
              .isEqualTo(Set.of(FROZEN).contains(node.name()));
        }
      }
    }
  }

  @Test
  void runsFrozenLayersInInferenceMode() {
    try (TrainingNetwork found = comparison().train(program, weights);
        TrainingNetwork expected = Comparison.reference(program, weights)) {
      Closeness.check(
          "gradient",
          found.gradients(TrainingContract.pictures(0, 6)),
          expected.gradients(TrainingContract.pictures(0, 6)),
          Comparison.GRADIENT_TOLERANCE);
      for (int step = 0; step < 3; step++) {
        Comparison.step("step " + step, found, expected, TrainingContract.pictures(step, 6), 0.05);
      }
      Closeness.check(
          "weights", found.weights(), expected.weights(), Comparison.GRADIENT_TOLERANCE);
    }
  }

  @Test
  void hasNoGradientsAndNoSlotsOfFrozenLayers() {
    try (TrainingNetwork trained = comparison().train(program, weights)) {
      Weights gradients = trained.gradients(TrainingContract.pictures(0, 2));

      for (Node node : network.nodes()) {
        boolean frozen = Set.of(FROZEN).contains(node.name());
        for (Parameter parameter : node.parameters()) {
          boolean expected = parameter.trainable() && !frozen;
          String key = Weights.key(node.name(), parameter.name());
          assertThat(gradients.tensors().containsKey(key))
              .as("gradient of %s", key)
              .isEqualTo(expected);
          assertThat(trained.slots().tensors().containsKey(key + "/momentum"))
              .as("slot of %s", key)
              .isEqualTo(expected);
        }
      }
    }
  }
}
