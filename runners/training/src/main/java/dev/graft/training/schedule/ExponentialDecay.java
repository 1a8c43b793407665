package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The learning rate times a factor for each stretch of steps; Keras {@code ExponentialDecay}:
 * {@code rate * decay_rate ^ (step / decay_steps)}, with {@code staircase} the exponent rounded
 * down.
 */
public final class ExponentialDecay implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code exponential_decay}. */
  public record Settings(
      @Setting(
              value = "What the learning rate is multiplied with in each decay.",
              min = 0,
              minExclusive = true,
              example = "0.9")
          double decayRate,
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
    /** Checks the settings. */
    public Settings {
      Values.requireAboveZero("decay_rate", decayRate);
      ScheduleLength.of("decay", decayEpochs, decaySteps);
    }
  }

  /** Makes the schedule. */
  @Inject
  public ExponentialDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    double decaySteps =
        new ScheduleLength(settings.decayEpochs(), settings.decaySteps())
            .in(phase, phase.stepsPerEpoch());
    return step -> {
      double decays = step / decaySteps;
      double exponent = settings.staircase() ? Math.floor(decays) : decays;
      return phase.learningRate() * Math.pow(settings.decayRate(), exponent);
    };
  }
}
