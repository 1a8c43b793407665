package dev.graft.training.schedule;

import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.LongToDoubleFunction;

/**
 * How many decays have passed, where a schedule falls by one after each stretch of steps.
 *
 * @param decayEpochs length of a decay in epochs, above 0
 * @param decaySteps length of a decay in steps, at least 1
 * @param staircase whether only whole decays count
 */
public record Decays(
    @Setting(
            value = "Length of a decay; one epoch if neither this nor decay_steps is given.",
            min = 0,
            minExclusive = true,
            unit = "epochs",
            example = "2")
        OptionalDouble decayEpochs,
    @Setting(value = "Length of a decay.", min = 1, unit = "steps", example = "1000")
        OptionalInt decaySteps,
    @Setting(
            value = "Whether the rate falls at the end of each decay, instead of at each step.",
            defaultValue = "false")
        boolean staircase) {
  /** Checks that the length is given once. */
  public Decays {
    ScheduleLength.of("decay", decayEpochs, decaySteps);
  }

  /** The decays that have passed at each step of a phase, counted from 0. */
  LongToDoubleFunction in(PhaseLength phase) {
    double length = new ScheduleLength(decayEpochs, decaySteps).in(phase, phase.stepsPerEpoch());
    return step -> staircase ? Math.floor(step / length) : step / length;
  }
}
