package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.function.LongToDoubleFunction;

/**
 * The learning rate divided by the time that has passed; Keras {@code InverseTimeDecay}: {@code
 * rate / (1 + decay_rate * step / decay_steps)}, with {@code staircase} the quotient of steps
 * rounded down.
 */
public final class InverseTimeDecay implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code inverse_time_decay}. */
  public record Settings(
      @Setting(
              value = "What each decay adds to the number that the learning rate is divided by.",
              min = 0,
              minExclusive = true,
              example = "0.5")
          double decayRate,
      @Flat Decays decays) {
    /** Checks the rate. */
    public Settings {
      Values.requireAboveZero("decay_rate", decayRate);
    }
  }

  /** Makes the schedule. */
  @Inject
  public InverseTimeDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    LongToDoubleFunction decays = settings.decays().in(phase);
    return step -> phase.learningRate() / (1 + settings.decayRate() * decays.applyAsDouble(step));
  }
}
