package dev.graft.training.listener;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Ends a phase when a metric has stopped getting better; Keras {@code EarlyStopping}: after {@code
 * patience} epochs none of which was better than the best by more than {@code min_delta}. Each
 * phase is judged anew. The model is that of the last epoch, as Keras's is by default.
 */
public final class EarlyStopping implements RunListener {
  private static final String LOSS = "loss";
  private static final String ACCURACY = "accuracy";
  private static final String VALIDATION = "validation_";

  private final Settings settings;
  private String phase = "";
  private Optional<Double> best = Optional.empty();
  private int waited;
  private Optional<String> reason = Optional.empty();

  /** Settings of {@code early_stopping}. */
  public record Settings(
      @Setting(
              value =
                  "What is looked at: a column of metrics.csv, such as validation_accuracy, or"
                      + " validation_auc where auc is among the metrics.",
              defaultValue = "validation_loss")
          String monitor,
      @Setting(
              value = "Epochs without a better value until the phase ends.",
              defaultValue = "0",
              min = 0,
              unit = "epochs")
          int patience,
      @Setting(value = "How much better a better value is.", defaultValue = "0.0", min = 0)
          double minDelta) {}

  /** Makes the listener. */
  @Inject
  public EarlyStopping(Settings settings) {
    this.settings = settings;
  }

  /** Refuses an experiment that does not have what is to be looked at. */
  @Override
  public void runStarted(Experiment experiment) {
    List<String> known =
        new ArrayList<>(List.of(LOSS, ACCURACY, VALIDATION + LOSS, VALIDATION + ACCURACY));
    experiment.metrics().forEach(metric -> known.add(VALIDATION + metric.name()));
    if (!known.contains(settings.monitor())) {
      throw new ProblemException(
          Problem.of("early_stopping cannot look at '" + settings.monitor() + "'")
              .expecting("monitor: one of " + String.join(", ", known))
              .withRemedy(Suggestion.forName(settings.monitor(), known)));
    }
  }

  @Override
  public void epochStarted(String name, int epoch, int epochs, int steps) {
    if (!name.equals(phase)) {
      phase = name;
      best = Optional.empty();
      waited = 0;
    }
    reason = Optional.empty();
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    MetricValue found = monitored(metrics);
    Direction direction = found.direction();
    if (found.value().isPresent()
        && (best.isEmpty()
            || direction.better(found.value().getAsDouble(), best.get(), settings.minDelta()))) {
      best = Optional.of(found.value().getAsDouble());
      waited = 0;
      return;
    }
    waited++;
    if (waited >= settings.patience()) {
      reason =
          Optional.of(
              "%s ends early, after epoch %d: %s has not become better for %d %s."
                  .formatted(
                      phase,
                      metrics.epoch(),
                      settings.monitor(),
                      waited,
                      waited == 1 ? "epoch" : "epochs"));
    }
  }

  private MetricValue monitored(EpochMetrics metrics) {
    return switch (settings.monitor()) {
      case LOSS -> smaller(metrics.loss());
      case ACCURACY -> larger(metrics.accuracy());
      case VALIDATION + LOSS -> smaller(metrics.validationLoss());
      case VALIDATION + ACCURACY -> larger(metrics.validationAccuracy());
      default ->
          metrics.metrics().stream()
              .filter(metric -> settings.monitor().equals(VALIDATION + metric.name()))
              .findFirst()
              .orElseThrow();
    };
  }

  private MetricValue smaller(double value) {
    return new MetricValue(
        settings.monitor(), Direction.SMALLER_IS_BETTER, java.util.OptionalDouble.of(value));
  }

  private MetricValue larger(double value) {
    return new MetricValue(
        settings.monitor(), Direction.LARGER_IS_BETTER, java.util.OptionalDouble.of(value));
  }

  @Override
  public Optional<String> stopReason() {
    return reason;
  }
}
