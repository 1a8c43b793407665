package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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

  /** Batch normalisation that is not frozen, but keeps its statistics. */
  @Test
  void learnsScaleAndOffsetInInferenceMode() {
    Set<String> norms =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof BatchNormalization)
            .map(Node::name)
            .collect(Collectors.toSet());
    TrainingProgram fineTuning =
        new TrainingProgram(
            network,
            Set.of("stem"),
            norms,
            TestLoss.CATEGORICAL_CROSS_ENTROPY,
            TestOptimizer.MOMENTUM,
            OptionalDouble.empty(),
            new Randomness(11),
            Map.of());
    try (TrainingNetwork found = comparison().train(fineTuning, weights);
        TrainingNetwork expected = Comparison.reference(fineTuning, weights)) {
      Closeness.check(
          "gradient",
          found.gradients(TrainingContract.pictures(0, 6)),
          expected.gradients(TrainingContract.pictures(0, 6)),
          Comparison.GRADIENT_TOLERANCE);
      for (int step = 0; step < 3; step++) {
        Comparison.step("step " + step, found, expected, TrainingContract.pictures(step, 6), 0.05);
      }
      Weights after = found.weights();
      Closeness.check("weights", after, expected.weights(), Comparison.GRADIENT_TOLERANCE);
      for (String norm : norms) {
        for (Parameter parameter : network.node(norm).parameters()) {
          boolean same =
              after.get(norm, parameter.name()).equals(weights.get(norm, parameter.name()));
          assertThat(same)
              .as("%s/%s unchanged", norm, parameter.name())
              .isEqualTo(!parameter.trainable());
        }
      }
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

  /** What stays trainable when all else is frozen: the top, the bottom, and both. */
  static List<Set<String>> trained() {
    return List.of(Set.of("scores"), Set.of("stem"), Set.of("stem_bn", "hidden"));
  }

  @ParameterizedTest
  @MethodSource("trained")
  void letsGradientsThroughFrozenLayers(Set<String> trainedLayers) {
    String[] frozen =
        network.layerNames().stream()
            .filter(layer -> !trainedLayers.contains(layer))
            .toArray(String[]::new);
    TrainingProgram partly =
        Comparison.program(network, TestLoss.CATEGORICAL_CROSS_ENTROPY, TestOptimizer.ADAM, frozen);
    TrainingBatch batch = TrainingContract.pictures(0, 6);

    try (TrainingNetwork found = comparison().train(partly, weights);
        TrainingNetwork expected = Comparison.reference(partly, weights)) {
      Closeness.check(
          "gradient",
          found.gradients(batch),
          expected.gradients(batch),
          Comparison.GRADIENT_TOLERANCE);
      found.step(batch, 0.01);
      Weights after = found.weights();
      for (String layer : frozen) {
        for (Parameter parameter : network.node(layer).parameters()) {
          assertThat(after.get(layer, parameter.name()))
              .as("%s/%s unchanged", layer, parameter.name())
              .isEqualTo(weights.get(layer, parameter.name()));
        }
      }
    }
  }

  @Test
  void countsStepsWhereAllIsFrozen() {
    TrainingProgram still =
        new TrainingProgram(
            network,
            Set.copyOf(network.layerNames()),
            TestLoss.CATEGORICAL_CROSS_ENTROPY,
            TestOptimizer.MOMENTUM,
            OptionalDouble.of(1),
            new Randomness(3));
    TrainingBatch batch = TrainingContract.pictures(1, 4);

    try (TrainingNetwork found = comparison().train(still, weights);
        TrainingNetwork expected = Comparison.reference(still, weights)) {
      Comparison.step("all frozen", found, expected, batch, 0.1);
      found.step(batch, 0.1);

      assertThat(found.weights()).isEqualTo(weights);
      assertThat(found.steps()).isEqualTo(2);
      assertThat(found.slots().tensors()).isEmpty();
      assertThat(found.gradients(batch).tensors()).isEmpty();
      found.restore(weights, found.slots(), 7);
      assertThat(found.steps()).isEqualTo(7);
    }
  }
}
