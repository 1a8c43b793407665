package dev.graft.heads;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/**
 * Cross-entropy of the softmax of the scores, {@code -sum(target * logSoftmax(score))}; Keras
 * {@code CategoricalCrossentropy(from_logits=True)}. Targets are one-hot or soft.
 */
public final class CategoricalCrossEntropy implements Loss {
  /**
   * Settings of {@link CategoricalCrossEntropy}.
   *
   * @param labelSmoothing how far targets are moved towards all classes alike, in [0, 1)
   */
  public record Settings(
      @Setting(
              value =
                  "How far targets are moved towards all classes alike; 0.1 with ten classes makes"
                      + " 0 and 1 into 0.01 and 0.91.",
              defaultValue = "0",
              min = 0,
              max = 1,
              maxExclusive = true)
          double labelSmoothing) {
    /** Checks the range. */
    public Settings {
      LabelSmoothing.requireAmount(labelSmoothing);
    }
  }

  private final Settings settings;

  /** A loss of these settings. */
  @Inject
  public CategoricalCrossEntropy(Settings settings) {
    this.settings = settings;
  }

  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    int classes = ops.exampleShape(scores).channels();
    T smoothed = LabelSmoothing.smoothed(ops, targets, settings.labelSmoothing(), classes);
    return ops.negate(ops.sum(ops.multiply(smoothed, ops.logSoftmax(scores)), false, -1));
  }

  @Override
  public boolean fits(Decision decision) {
    return decision instanceof Decision.Softmax;
  }
}
