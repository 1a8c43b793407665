package dev.graft.training.schedule;

import dev.graft.api.optimizer.PhaseLength;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A stretch of a schedule, in epochs or in steps.
 *
 * @param epochs in epochs, above 0; may be a part of one
 * @param steps in steps, at least 1
 */
record ScheduleLength(OptionalDouble epochs, OptionalInt steps) {
  /**
   * A stretch of which at most one is given.
   *
   * @param name what it is the length of: {@code decay} for {@code decay_epochs} and {@code
   *     decay_steps}
   */
  static ScheduleLength of(String name, OptionalDouble epochs, OptionalInt steps) {
    if (epochs.isPresent() && steps.isPresent()) {
      throw new IllegalArgumentException(
          "%s_steps cannot be given beside %s in epochs: give one of them".formatted(name, name));
    }
    if (epochs.isPresent() && !(epochs.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "%s_epochs is above 0, found %s".formatted(name, epochs.getAsDouble()));
    }
    if (steps.isPresent() && steps.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "%s_steps is at least 1, found %d".formatted(name, steps.getAsInt()));
    }
    return new ScheduleLength(epochs, steps);
  }

  boolean isGiven() {
    return epochs.isPresent() || steps.isPresent();
  }

  /**
   * The stretch in steps.
   *
   * @param leftOut what it is if it is not given, in steps
   */
  double in(PhaseLength phase, double leftOut) {
    if (steps.isPresent()) {
      return steps.getAsInt();
    }
    return epochs.isPresent() ? epochs.getAsDouble() * phase.stepsPerEpoch() : leftOut;
  }
}
