package dev.graft.training.listener;

import dev.graft.api.metric.Direction;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.plugin.Setting;
import dev.graft.api.plugin.SettingException;
import dev.graft.api.problem.Suggestion;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Ends a phase when a metric has stopped getting better; Keras {@code EarlyStopping}: after {@code
 * patience} epochs none of which was better than the best by more than {@code min_delta}. Each
 * phase is judged anew. It leaves the weights of its last epoch, or those of its best one if {@code
 * restore_best_weights} is set.
 */
public final class EarlyStopping implements RunListener {
  private final Settings settings;
  private String phase = "";
  private OptionalDouble best = OptionalDouble.empty();
  private boolean better;
  private int epochs;
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
          double minDelta,
      @Setting(
              value =
                  "Whether the phase leaves the weights of its best epoch, and not those of its"
                      + " last one; also if it does not end early.",
              defaultValue = "false")
          boolean restoreBestWeights) {}

  /** Makes the listener. */
  @Inject
  public EarlyStopping(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void check(List<String> columns) {
    String monitor = settings.monitor();
    if (!columns.contains(monitor)) {
      // Keras and the epochs' lines write val_ for it.
      String meant = monitor.startsWith("val_") ? "validation_" + monitor.substring(4) : monitor;
      throw new SettingException(
          "monitor",
          "there is no column '%s'; the columns are %s%s"
              .formatted(
                  monitor,
                  String.join(", ", columns),
                  Suggestion.forName(meant, columns.contains(meant) ? List.of(meant) : columns)
                      .map(found -> "; " + found)
                      .orElse("")));
    }
  }

  @Override
  public void epochStarted(String name, int epoch, int epochs, int steps) {
    if (!name.equals(phase)) {
      phase = name;
      best = OptionalDouble.empty();
      epochs = 0;
      waited = 0;
    }
    reason = Optional.empty();
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    MetricValue found = metrics.column(settings.monitor());
    epochs++;
    better = found.value().isPresent() && isBetter(found.direction(), found.value().getAsDouble());
    if (better) {
      best = found.value();
      waited = 0;
      return;
    }
    waited++;
    if (epochs > 1 && waited >= settings.patience()) {
      reason =
          Optional.of(
              "%s ends early, after epoch %d: %s %s for %d %s."
                  .formatted(
                      phase,
                      metrics.epoch(),
                      settings.monitor(),
                      best.isPresent() ? "has not become better" : "was not defined",
                      waited,
                      waited == 1 ? "epoch" : "epochs"));
    }
  }

  private boolean isBetter(Direction direction, double value) {
    return best.isEmpty() || direction.better(value, best.getAsDouble(), settings.minDelta());
  }

  @Override
  public Optional<String> stopReason() {
    return reason;
  }

  @Override
  public boolean keepWeights() {
    return settings.restoreBestWeights() && better;
  }
}
