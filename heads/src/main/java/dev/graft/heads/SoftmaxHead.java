package dev.graft.heads;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.plugin.Flat;
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
   * @param layers what makes scores of features
   */
  public record Settings(@Flat ScoreLayers layers) {
    /** With layers in values. */
    public Settings(Optional<Pooling> pooling, double dropout) {
      this(new ScoreLayers(pooling, dropout));
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
    return settings.layers().of("softmax", features, labels.count());
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
