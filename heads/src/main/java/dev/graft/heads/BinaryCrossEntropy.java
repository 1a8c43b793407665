package dev.graft.heads;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/**
 * Cross-entropy of the sigmoid of each score; Keras {@code BinaryCrossentropy(from_logits=True)}.
 * An example's loss is the mean over its outputs:
 *
 * <pre>
 * target * softplus(-score) + (1 - target) * softplus(score)
 * </pre>
 *
 * <p>That is {@code -target log p - (1 - target) log(1 - p)} with the logarithms written out.
 * Unlike {@code softplus(score) - score * target}, no two large numbers are subtracted, so neither
 * the loss nor its gradient {@code sigmoid(score) - target} loses its digits where the score is
 * large and right, and unlike {@code max(score, 0) - score * target + softplus(-|score|)} its
 * gradient is right at score 0, whatever an engine says of the slopes of max and |·| there.
 */
public final class BinaryCrossEntropy implements Loss {
  /**
   * Settings of {@link BinaryCrossEntropy}.
   *
   * @param labelSmoothing how far targets are moved towards 0.5, in [0, 1)
   */
  public record Settings(
      @Setting(
              value =
                  "How far targets are moved towards 0.5; 0.1 makes 0 and 1 into 0.05 and 0.95.",
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
  public BinaryCrossEntropy(Settings settings) {
    this.settings = settings;
  }

  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    T second = LabelSmoothing.smoothed(ops, targets, settings.labelSmoothing(), 2);
    T first = ops.add(ops.negate(second), 1);
    T losses =
        ops.add(
            ops.multiply(second, ops.softplus(ops.negate(scores))),
            ops.multiply(first, ops.softplus(scores)));
    return ops.mean(losses, false, -1);
  }

  @Override
  public boolean fits(Decision decision) {
    return decision instanceof Decision.Sigmoid;
  }
}
