package org.example.exampleplugin;

import dev.graft.api.plugin.Setting;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import jakarta.inject.Inject;
import java.util.Optional;

/** Ends a phase as soon as the validation accuracy has reached a target. */
public final class ExampleTarget implements RunListener {
  /**
   * Settings of {@link ExampleTarget}.
   *
   * @param accuracy the validation accuracy that is enough
   */
  public record Settings(
      @Setting(
              value = "The validation accuracy that is enough.",
              defaultValue = "0.95",
              min = 0,
              max = 1)
          double accuracy) {}

  private final Settings settings;
  private Optional<String> reason = Optional.empty();

  /** Ends phases by these settings. */
  @Inject
  public ExampleTarget(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    reason =
        metrics.validationAccuracy() >= settings.accuracy()
            ? Optional.of(
                "%s ends early, after epoch %d: the validation accuracy has reached %s."
                    .formatted(metrics.phase(), metrics.epoch(), settings.accuracy()))
            : Optional.empty();
  }

  @Override
  public Optional<String> stopReason() {
    return reason;
  }
}
