package dev.graft.heads;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
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
   * @param pooling how features become a vector; by default average for {@code (height, width,
   *     channels)} and none for a vector
   * @param dropout share of the vector's values dropped in training, in [0, 1)
   * @param threshold the second class is chosen above this probability, in (0, 1)
   */
  public record Settings(
      @Setting(
              value =
                  "How features become a vector; left out: 'average' for images, 'none' for"
                      + " vectors.",
              example = "average")
          Optional<Pooling> pooling,
      @Setting(
              value = "Share of the features dropped in training.",
              defaultValue = "0",
              min = 0,
              max = 1,
              maxExclusive = true)
          double dropout,
      @Setting(
              value = "The second class is chosen above this probability.",
              defaultValue = "0.5",
              min = 0,
              minExclusive = true,
              max = 1,
              maxExclusive = true)
          double threshold) {
    /** Checks the ranges. */
    public Settings {
      ScoreLayers.requireRate(dropout);
      if (!(threshold > 0 && threshold < 1)) {
        throw new IllegalArgumentException("a threshold is in (0, 1), found " + threshold);
      }
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
    return ScoreLayers.of("logit", features, settings.pooling(), settings.dropout(), 1);
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
