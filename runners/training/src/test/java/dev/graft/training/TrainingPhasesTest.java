package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stays and what changes from phase to phase. */
class TrainingPhasesTest extends ToyRuns {
  @ParameterizedTest
  @CsvSource({"relu1, conv1 bn1", "conv2, conv1 bn1 conv2", "pool, conv1 bn1 conv2 bn2"})
  void frozenLayersKeepWeightsAndStatisticsBitForBit(String last, String frozen) {
    ToyExperiment toy =
        new ToyExperiment(output("run"))
            .augmentations(SHIFT)
            .phases(phase("training", 3, new Freeze.Until(last), adam(0.05)));
    Weights before = initial(toy.build());

    Weights after = weights(run(toy));

    Set<String> frozenLayers = Set.of(frozen.split(" "));
    for (String key : before.tensors().keySet()) {
      FloatTensor now = after.tensors().get(key);
      if (frozenLayers.contains(key.substring(0, key.indexOf('/')))) {
        assertThat(now).as(key).isEqualTo(before.tensors().get(key));
      } else {
        assertThat(now).as(key).isNotEqualTo(before.tensors().get(key));
      }
    }
  }

  private static Weights initial(Experiment experiment) {
    return Weights.initial(experiment.network(), experiment.seed());
  }

  @Test
  void aPhaseGoesOnFromTheWeightsOfTheOneBefore() {
    RunResult first =
        run(
            new ToyExperiment(output("a"))
                .phases(phase("training", 3, new Freeze.All(), adam(0.02))));
    RunResult both =
        run(
            new ToyExperiment(output("b"))
                .phases(
                    phase("training", 3, new Freeze.All(), adam(0.02)),
                    phase("fine_tuning", 2, new Freeze.Until("bn1"), adam(0.001))));

    assertThat(withoutTimes(both.epochs().subList(0, 3))).isEqualTo(withoutTimes(first.epochs()));
    assertThat(both.epochs())
        .extracting(EpochMetrics::epoch, EpochMetrics::phase)
        .contains(tuple(3, "training"), tuple(4, "fine_tuning"));
    assertThat(both.epochs().get(4).learningRate()).isEqualTo(0.001);
    Weights afterFirst = weights(first);
    Weights afterBoth = weights(both);
    assertThat(afterBoth.get("conv1", "kernel")).isEqualTo(afterFirst.get("conv1", "kernel"));
    // Adam moves a weight by about its learning rate a step: 6 steps from where it was.
    float[] old = afterFirst.get("logits", "kernel").values();
    float[] moved = afterBoth.get("logits", "kernel").values();
    for (int i = 0; i < old.length; i++) {
      assertThat(moved[i]).isCloseTo(old[i], within(0.02f));
    }
    assertThat(moved).isNotEqualTo(old);
    assertThat(afterBoth.get("conv2", "kernel")).isNotEqualTo(afterFirst.get("conv2", "kernel"));
  }

  private static List<EpochMetrics> withoutTimes(List<EpochMetrics> epochs) {
    return epochs.stream()
        .map(
            epoch ->
                new EpochMetrics(
                    epoch.epoch(),
                    epoch.phase(),
                    epoch.loss(),
                    epoch.accuracy(),
                    epoch.validationLoss(),
                    epoch.validationAccuracy(),
                    epoch.learningRate(),
                    0))
        .toList();
  }
}
