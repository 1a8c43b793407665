package dev.graft.api.optimizer;

import dev.graft.api.Stable;

/**
 * How long a phase is, and the learning rate that it is given.
 *
 * @param learningRate the phase's learning rate, above 0: what most schedules begin with
 * @param stepsPerEpoch steps of an epoch, at least 1
 * @param epochs epochs of the phase, at least 1
 * @since 0.1
 */
@Stable
public record PhaseLength(double learningRate, int stepsPerEpoch, int epochs) {
  /** Checks the ranges. */
  public PhaseLength {
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException("a learning rate is above 0, found " + learningRate);
    }
    if (stepsPerEpoch < 1 || epochs < 1) {
      throw new IllegalArgumentException(
          "a phase has at least one epoch of at least one step, found %d of %d"
              .formatted(epochs, stepsPerEpoch));
    }
  }

  /** Steps of the whole phase. */
  public long steps() {
    return (long) stepsPerEpoch * epochs;
  }
}
