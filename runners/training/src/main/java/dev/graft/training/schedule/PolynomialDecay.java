package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * From the learning rate down to another one, in a straight line or a power of it; Keras {@code
 * PolynomialDecay}: {@code (rate - end) * (1 - step / decay_steps) ^ power + end}. After that the
 * rate stays, or, with {@code cycle}, decays anew over ever more steps: {@code decay_steps *
 * ceil(step / decay_steps)}.
 */
public final class PolynomialDecay implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code polynomial_decay}. */
  public record Settings(
      @Setting(
              value = "Length of the decay; the whole phase if this and decay_steps are left out.",
              min = 0,
              minExclusive = true,
              unit = "epochs",
              example = "5")
          OptionalDouble decayEpochs,
      @Setting(value = "Length of the decay.", min = 1, unit = "steps", example = "1000")
          OptionalInt decaySteps,
      @Setting(value = "The rate that it ends at.", defaultValue = "0.0001", min = 0)
          double endLearningRate,
      @Setting(
              value = "1 for a straight line; more falls faster at first.",
              defaultValue = "1.0",
              min = 0,
              minExclusive = true)
          double power,
      @Setting(
              value = "Whether it decays anew, over more steps, when it is over.",
              defaultValue = "false")
          boolean cycle) {
    /** Checks the settings. */
    public Settings {
      ScheduleLength.of("decay", decayEpochs, decaySteps);
      Values.requireNotNegative("end_learning_rate", endLearningRate);
      Values.requireAboveZero("power", power);
    }
  }

  /** Makes the schedule. */
  @Inject
  public PolynomialDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    double once =
        new ScheduleLength(settings.decayEpochs(), settings.decaySteps())
            .in(phase, (double) phase.steps());
    return step -> {
      double times = settings.cycle() ? Math.max(1, Math.ceil(step / once)) : 1;
      double passed = Math.min((double) step, once * times) / (once * times);
      double end = settings.endLearningRate();
      return (phase.learningRate() - end) * Math.pow(1 - passed, settings.power()) + end;
    };
  }
}
