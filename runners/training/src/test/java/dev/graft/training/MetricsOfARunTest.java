package dev.graft.training;

import static dev.graft.training.ToyExperiment.adam;
import static dev.graft.training.ToyExperiment.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunResult;
import dev.graft.training.metric.Auc;
import dev.graft.training.metric.BalancedAccuracy;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An experiment's own metrics, and listeners that ask a phase to end. */
class MetricsOfARunTest extends ToyRuns {
  private static final Labels LABELS = new Labels(List.of("left", "right"));

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void metricsAreToldOfEachEpochWithEitherHead(boolean logit) throws IOException {
    Decision decision = logit ? new Decision.Sigmoid(0.5) : new Decision.Softmax();
    Experiment experiment =
        new ToyExperiment(output("run"))
            .decision(decision)
            .metrics(new Auc(LABELS), new BalancedAccuracy(LABELS))
            .build();

    RunResult result = run(experiment, 2, PLENTY);

    assertThat(metrics(result).lines().findFirst().orElseThrow())
        .endsWith(",learning_rate,validation_auc,validation_balanced_accuracy");
    for (EpochMetrics epoch : result.epochs()) {
      assertThat(epoch.metrics())
          .extracting(MetricValue::name)
          .containsExactly("auc", "balanced_accuracy");
      assertThat(epoch.metrics().get(0).value().orElseThrow()).isBetween(0.0, 1.0);
      // As many validation pictures of each class: the two accuracies are one.
      assertThat(epoch.metrics().get(1).value().orElseThrow())
          .isEqualTo(epoch.validationAccuracy(), offset(1e-12));
      assertThat(metrics(result))
          .contains("," + epoch.metrics().get(0).value().getAsDouble() + ",");
    }
  }

  @Test
  void anUndefinedMetricLeavesItsPlaceEmpty() throws IOException {
    Experiment experiment =
        new ToyExperiment(output("run"))
            .validation(
                ToyExperiment.examples("validation", 10, 2).stream()
                    .filter(example -> example.label() == 0)
                    .toList())
            .metrics(new Auc(LABELS), new BalancedAccuracy(LABELS))
            .build();

    assertThat(metrics(run(experiment, 2, PLENTY)).lines().skip(1))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line).contains(",,"));
  }

  @Test
  void theResultHasTheMetricsOfTheSavedModel() throws IOException {
    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .metrics(new Auc(LABELS), new BalancedAccuracy(LABELS)));

    EpochMetrics last = result.epochs().get(result.epochs().size() - 1);
    assertThat(result.metrics()).isEqualTo(last.metrics());
    assertThat(result.output().resolve("provenance.json"))
        .content()
        .contains("\"validation_auc\" : " + last.metrics().get(0).value().getAsDouble());
  }

  @Test
  void weightsThatAListenerWantsToBeKeptAreThoseOfThePhase() throws IOException {
    listener.keepAfter = 2;
    Phase training = phase("training", 5, new Freeze.None(), adam(0.01));
    RunResult kept = run(new ToyExperiment(output("kept")).phases(training));

    listener.keepAfter = Integer.MAX_VALUE;
    RunResult ended =
        run(
            new ToyExperiment(output("ended"))
                .phases(phase("training", 2, new Freeze.None(), adam(0.01))));

    assertThat(listener.messages).containsOnlyOnce("training keeps the weights of epoch 2.");
    assertThat(kept.epochs()).hasSize(5);
    assertThat(kept.epochs().get(4).validationLoss())
        .isNotCloseTo(kept.validationLoss(), offset(1e-4));
    assertThat(kept.validationLoss())
        .isEqualTo(kept.epochs().get(1).validationLoss(), offset(1e-6));
    assertThat(kept.selfCheck().passed()).isTrue();
    assertThat(Files.readAllBytes(kept.output().resolve("model/weights.safetensors")))
        .isEqualTo(Files.readAllBytes(ended.output().resolve("model/weights.safetensors")));
  }

  @Test
  void theNextPhaseBeginsWithTheWeightsThatWereKept() throws IOException {
    listener.keepAfter = 1;
    Phase still = phase("fine_tuning", 1, new Freeze.All(), adam(1e-30));

    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .phases(phase("training", 4, new Freeze.None(), adam(0.01)), still));

    assertThat(result.validationLoss())
        .isEqualTo(result.epochs().get(0).validationLoss(), offset(1e-6));
  }

  @Test
  void aListenerThatAsksForItEndsThePhaseAndTheNextFollows() throws IOException {
    listener.stopAfter = 2;

    RunResult result =
        run(
            new ToyExperiment(output("run"))
                .phases(
                    phase("training", 5, new Freeze.None(), adam(0.01)),
                    phase("fine_tuning", 1, new Freeze.None(), adam(0.01))));

    assertThat(result.epochs())
        .extracting(EpochMetrics::phase)
        .containsExactly("training", "training", "fine_tuning");
    assertThat(listener.messages).contains("Enough.");
    assertThat(metrics(result).lines()).hasSize(4);
    assertThat(result.selfCheck().passed()).isTrue();
  }
}
