package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.function.LongToDoubleFunction;

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
      @Flat Decays decays) {
    /** Checks the rate. */
    public Settings {
      Values.requireAboveZero("decay_rate", decayRate);
    }
  }

  /** Makes the schedule. */
  @Inject
  public ExponentialDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    LongToDoubleFunction decays = settings.decays().in(phase);
    return step ->
        phase.learningRate() * Math.pow(settings.decayRate(), decays.applyAsDouble(step));
  }
}
