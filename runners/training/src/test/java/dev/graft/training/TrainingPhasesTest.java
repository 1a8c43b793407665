package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.groups.Tuple.tuple;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.LayerRates;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.layer.Mode;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunResult;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.training.optimizer.Sgd;
import dev.graft.training.schedule.Decays;
import dev.graft.training.schedule.ExponentialDecay;
import dev.graft.training.schedule.ReduceOnPlateau;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
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

  @Test
  void batchNormalizationThatIsNotFrozenMayKeepItsStatistics() {
    ToyExperiment toy =
        new ToyExperiment(output("run"))
            .augmentations(SHIFT)
            .phases(
                new Phase(
                    "training",
                    3,
                    8,
                    new Freeze.Until("relu1"),
                    adam(0.05),
                    0.05,
                    Optional.empty(),
                    new LayerRates.Uniform(),
                    OptionalDouble.empty(),
                    OptionalInt.empty(),
                    Mode.INFERENCE));
    Weights before = initial(toy.build());

    Weights after = weights(run(toy));

    for (String learnt : List.of("gamma", "beta")) {
      assertThat(after.get("bn2", learnt)).isNotEqualTo(before.get("bn2", learnt));
    }
    for (String kept : List.of("moving_mean", "moving_variance")) {
      assertThat(after.get("bn2", kept)).isEqualTo(before.get("bn2", kept));
    }
    assertThat(after.get("conv2", "kernel")).isNotEqualTo(before.get("conv2", "kernel"));
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

  /** As gradual unfreezing has it: one more stage in each phase. */
  @Test
  void whatAPhaseFreezesIsAsThePhaseBeforeLeftItBitForBit() {
    List<Phase> phases =
        List.of(
            phase("training", 1, new Freeze.All(), adam(0.02)),
            phase("fine_tuning_unfreezing_1", 1, new Freeze.Until("relu1"), adam(0.01)),
            phase("fine_tuning", 1, new Freeze.Layers(2), adam(0.01)));
    ToyExperiment first = new ToyExperiment(output("0")).augmentations(SHIFT);
    Weights before = initial(first.build());
    for (int i = 0; i < phases.size(); i++) {
      ToyExperiment toy = new ToyExperiment(output("run" + i)).augmentations(SHIFT);
      Weights after = weights(run(toy.phases(phases.subList(0, i + 1).toArray(Phase[]::new))));

      Set<String> frozen = phases.get(i).freeze().frozenLayers(ToyExperiment.backbone());
      for (String key : before.tensors().keySet()) {
        boolean same = after.tensors().get(key).equals(before.tensors().get(key));
        assertThat(same)
            .as("%s kept in %s", key, phases.get(i).name())
            .isEqualTo(frozen.contains(key.substring(0, key.indexOf('/'))));
      }
      before = after;
    }
  }

  private static Phase scheduled(String name, LearningRateSchedule schedule, LayerRates rates) {
    return new Phase(
        name,
        3,
        8,
        new Freeze.None(),
        new Sgd(new Sgd.Settings(1, 0, false)),
        0.01,
        Optional.of(schedule),
        rates,
        OptionalDouble.empty(),
        OptionalInt.empty(),
        Mode.TRAINING);
  }

  @Test
  void aScheduleStartsAnewInEachPhaseAndIsToldInTheMetrics() throws IOException {
    LearningRateSchedule halves =
        new ExponentialDecay(
            new ExponentialDecay.Settings(
                0.5, new Decays(OptionalDouble.empty(), OptionalInt.of(3), true)));
    LearningRateSchedule plateau =
        new ReduceOnPlateau(new ReduceOnPlateau.Settings(0.5, 1, 1000, 0, 0));
    LayerRates uniform = new LayerRates.Uniform();

    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .phases(
                    scheduled("training", halves, uniform),
                    scheduled("fine_tuning", halves, uniform),
                    scheduled("fine_tuning_2", plateau, uniform)));

    List<Double> expected = List.of(0.01, 0.005, 0.0025, 0.01, 0.005, 0.0025, 0.01, 0.01, 0.005);
    assertThat(result.epochs()).extracting(EpochMetrics::learningRate).isEqualTo(expected);
    assertThat(
            Files.readAllLines(output("run").resolve("metrics.csv")).stream()
                .skip(1)
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(',') + 1)))
                .toList())
        .isEqualTo(expected);
  }

  @Test
  void layersLearnAtTheirOwnRates() {
    LearningRateSchedule constant = phase -> LearningRates.constant(phase.learningRate());
    LayerRates rates = new LayerRates.Steps(List.of(new LayerRates.Step("relu1", 1e-30)));
    ToyExperiment toy =
        new ToyExperiment(output("run")).phases(scheduled("training", constant, rates));
    Weights before = initial(toy.build());

    Weights after = weights(run(toy));

    assertThat(after.get("conv1", "kernel")).isEqualTo(before.get("conv1", "kernel"));
    assertThat(after.get("bn1", "gamma")).isEqualTo(before.get("bn1", "gamma"));
    // It is not frozen: its statistics are those of the pictures.
    assertThat(after.get("bn1", "moving_mean")).isNotEqualTo(before.get("bn1", "moving_mean"));
    assertThat(after.get("conv2", "kernel")).isNotEqualTo(before.get("conv2", "kernel"));
    assertThat(after.get("logits", "kernel")).isNotEqualTo(before.get("logits", "kernel"));
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
