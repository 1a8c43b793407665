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
 * One output for each of two or more classes. The scores are logits; their softmax are the
 * probabilities, and the class with the largest is chosen.
 */
public final class SoftmaxHead implements Head {
  /**
   * Settings of {@link SoftmaxHead}.
   *
   * @param pooling how features become a vector; by default average for {@code (height, width,
   *     channels)} and none for a vector
   * @param dropout share of the vector's values dropped in training, in [0, 1)
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
          double dropout) {
    /** Checks the range. */
    public Settings {
      ScoreLayers.requireRate(dropout);
    }
  }

  private final Settings settings;

  /** A head of these settings. */
  @Inject
  public SoftmaxHead(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture layers(Shape features, Labels labels) {
    if (labels.count() < 2) {
      throw new IllegalArgumentException(
          "head 'softmax' tells two or more classes apart, found one (%s)"
              .formatted(LabelNames.some(labels)));
    }
    return ScoreLayers.of(
        "softmax", features, settings.pooling(), settings.dropout(), labels.count());
  }

  @Override
  public Decision decision() {
    return new Decision.Softmax();
  }

  @Override
  public String defaultLoss() {
    return "categorical_cross_entropy";
  }
}
