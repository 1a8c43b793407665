package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;

/**
 * The learning rate times a factor whenever the validation loss has stopped falling; Keras {@code
 * ReduceLROnPlateau} on {@code val_loss}: after {@code patience} epochs none of which was better
 * than the best by more than {@code min_delta}.
 */
public final class ReduceOnPlateau implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code reduce_on_plateau}. */
  public record Settings(
      @Setting(
              value = "What the learning rate is multiplied with.",
              defaultValue = "0.1",
              min = 0,
              minExclusive = true,
              max = 1,
              maxExclusive = true)
          double factor,
      @Setting(
              value = "Epochs without a better validation loss until the rate falls.",
              defaultValue = "10",
              min = 0,
              unit = "epochs")
          int patience,
      @Setting(value = "How much smaller a better loss is.", defaultValue = "0.0001", min = 0)
          double minDelta,
      @Setting(
              value = "Epochs after a fall in which none is counted.",
              defaultValue = "0",
              min = 0,
              unit = "epochs")
          int cooldown,
      @Setting(value = "The rate that it never falls below.", defaultValue = "0.0", min = 0)
          double minLearningRate) {
    /** Checks the settings. */
    public Settings {
      if (!(factor > 0 && factor < 1)) {
        throw new IllegalArgumentException("factor is in (0, 1), found " + factor);
      }
      if (patience < 0 || cooldown < 0) {
        throw new IllegalArgumentException(
            "patience and cooldown are at least 0, found %d and %d".formatted(patience, cooldown));
      }
      Values.requireNotNegative("min_delta", minDelta);
      Values.requireNotNegative("min_learning_rate", minLearningRate);
    }
  }

  /** Makes the schedule. */
  @Inject
  public ReduceOnPlateau(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    return new Falling(settings, phase.learningRate());
  }

  /** The state of Keras's callback, over one phase. */
  private static final class Falling implements LearningRates {
    private final Settings settings;
    private double rate;
    private double best = Double.POSITIVE_INFINITY;
    private int waited;
    private int coolingDown;

    Falling(Settings settings, double rate) {
      this.settings = settings;
      this.rate = rate;
    }

    @Override
    public double at(long step) {
      return rate;
    }

    @Override
    public void epochFinished(double validationLoss) {
      if (coolingDown > 0) {
        coolingDown--;
        waited = 0;
      }
      if (validationLoss < best - settings.minDelta()) {
        best = validationLoss;
        waited = 0;
      } else if (coolingDown == 0) {
        waited++;
        if (waited >= settings.patience() && rate > settings.minLearningRate()) {
          rate = Math.max(rate * settings.factor(), settings.minLearningRate());
          coolingDown = settings.cooldown();
          waited = 0;
        }
      }
    }
  }
}
