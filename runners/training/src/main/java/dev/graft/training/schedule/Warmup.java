package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A warm-up (Goyal et al. 2017, section 2.2) before another schedule: the learning rate rises in a
 * straight line from nearly 0, {@code rate * (step + 1) / (steps + 1)}, and then goes on as the
 * other schedule has it, which counts its steps from there and has the rest of the phase.
 */
public final class Warmup implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code warmup}. */
  public record Settings(
      @Setting(
              value = "Length of the warm-up; one epoch if neither this nor steps is given.",
              min = 0,
              minExclusive = true,
              unit = "epochs",
              example = "1")
          OptionalDouble epochs,
      @Setting(value = "Length of the warm-up.", min = 1, unit = "steps", example = "100")
          OptionalInt steps,
      @Setting(
              value = "The schedule after it; if left out, the learning rate stays.",
              example = "{type: exponential_decay, decay_rate: 0.9}")
          Optional<LearningRateSchedule> then) {
    /** Checks the settings. */
    public Settings {
      if (epochs.isPresent() && steps.isPresent()) {
        throw new IllegalArgumentException("give one of epochs and steps");
      }
      epochs.ifPresent(length -> Values.requireAboveZero("epochs", length));
    }
  }

  /** Makes the schedule. */
  @Inject
  public Warmup(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    double given =
        new ScheduleLength(settings.epochs(), settings.steps()).in(phase, phase.stepsPerEpoch());
    long length = Math.max(1, Math.round(given));
    int epochsAfter = (int) Math.max(1, phase.epochs() - length / phase.stepsPerEpoch());
    PhaseLength rest = new PhaseLength(phase.learningRate(), phase.stepsPerEpoch(), epochsAfter);
    LearningRates after =
        settings
            .then()
            .map(schedule -> schedule.start(rest))
            .orElse(LearningRates.constant(phase.learningRate()));
    double top = after.at(0);
    return new LearningRates() {
      @Override
      public double at(long step) {
        return step < length ? top * (step + 1) / (length + 1) : after.at(step - length);
      }

      @Override
      public void epochFinished(double validationLoss) {
        after.epochFinished(validationLoss);
      }
    };
  }
}
