package org.example.exampleplugin;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/**
 * Focal loss (Lin et al. 2017) of the softmax: {@code -sum t (1 - p)^gamma log p}. Examples that
 * the network is sure of count less, so that the hard ones are learnt.
 */
public final class ExampleFocal implements Loss {
  /** Below this, 1 - p is 0 but for rounding. */
  private static final double SMALLEST = 1e-6;

  /**
   * Settings of {@link ExampleFocal}.
   *
   * @param gamma how much less a sure example counts; 0 is cross-entropy
   */
  public record Settings(
      @Setting(
              value = "How much less a sure example counts; 0 is cross-entropy.",
              defaultValue = "2",
              min = 0,
              max = 5)
          double gamma) {}

  private final Settings settings;

  /** A loss of these settings. */
  @Inject
  public ExampleFocal(Settings settings) {
    this.settings = settings;
  }

  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    T logProbabilities = ops.logSoftmax(scores); // finite at any score, as log(softmax) is not
    T unsure = ops.add(ops.negate(ops.softmax(scores)), 1);
    T weights =
        ops.exp(
            ops.multiply(ops.log(ops.maximum(unsure, ops.constant(SMALLEST))), settings.gamma()));
    T losses = ops.multiply(ops.multiply(targets, weights), logProbabilities);
    return ops.negate(ops.sum(losses, false, -1));
  }

  @Override
  public boolean fits(Decision decision) {
    return decision instanceof Decision.Softmax;
  }
}
