package dev.graft.heads;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Optional;

/**
 * One output that tells two classes apart. The score is a logit: its sigmoid is the probability of
 * the second class (in sorted order), which is chosen above the threshold.
 */
public final class LogitHead implements Head {
  /**
   * Settings of {@link LogitHead}.
   *
   * @param layers what makes scores of features
   * @param threshold the second class is chosen above this probability, in (0, 1)
   */
  public record Settings(
      @Flat ScoreLayers layers,
      @Setting(
              value = "The second class is chosen above this probability.",
              defaultValue = "0.5",
              min = 0,
              minExclusive = true,
              max = 1,
              maxExclusive = true)
          double threshold) {
    /** Checks the range. */
    public Settings {
      if (!(threshold > 0 && threshold < 1)) {
        throw new IllegalArgumentException("a threshold is in (0, 1), found " + threshold);
      }
    }

    /** With layers in values. */
    public Settings(Optional<Pooling> pooling, double dropout, double threshold) {
      this(new ScoreLayers(pooling, dropout), threshold);
    }
  }

  private final Settings settings;

  /** A head of these settings. */
  @Inject
  public LogitHead(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture layers(Shape features, Labels labels) {
    if (labels.count() != 2) {
      throw new IllegalArgumentException(
          "head 'logit' tells two classes apart, found %d (%s)%s"
              .formatted(
                  labels.count(),
                  LabelNames.some(labels),
                  labels.count() > 2 ? "; use head 'softmax'" : ""));
    }
    return settings.layers().of("logit", features, 1);
  }

  @Override
  public Decision decision() {
    return new Decision.Sigmoid(settings.threshold());
  }

  @Override
  public String defaultLoss() {
    return "binary_cross_entropy";
  }
}
