package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Half a cosine wave from the learning rate down to a share of it (Loshchilov and Hutter 2017,
 * SGDR), after a warm-up in a straight line if asked for; Keras {@code CosineDecay}: {@code rate *
 * ((1 - alpha) * (1 + cos(pi * step / decay_steps)) / 2 + alpha)}. With a warm-up the decay begins
 * at its end, from {@code warmup_target}.
 */
public final class CosineDecay implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code cosine_decay}. */
  public record Settings(
      @Setting(
              value =
                  "Length of the decay after the warm-up; the rest of the phase if this and"
                      + " decay_steps are left out.",
              min = 0,
              minExclusive = true,
              unit = "epochs",
              example = "9")
          OptionalDouble decayEpochs,
      @Setting(
              value = "Length of the decay after the warm-up.",
              min = 1,
              unit = "steps",
              example = "1000")
          OptionalInt decaySteps,
      @Setting(
              value = "Share of the learning rate that is left at the end.",
              defaultValue = "0.0",
              min = 0,
              max = 1)
          double alpha,
      @Setting(
              value = "Length of the warm-up; none if this and warmup_steps are left out.",
              min = 0,
              minExclusive = true,
              unit = "epochs",
              example = "1")
          OptionalDouble warmupEpochs,
      @Setting(value = "Length of the warm-up.", min = 1, unit = "steps", example = "100")
          OptionalInt warmupSteps,
      @Setting(
              value =
                  "The rate that the warm-up rises to from the learning rate. If left out, it rises"
                      + " from 0 to the learning rate.",
              min = 0,
              minExclusive = true,
              example = "0.001")
          OptionalDouble warmupTarget) {
    /** Checks the settings. */
    public Settings {
      ScheduleLength.of("decay", decayEpochs, decaySteps);
      ScheduleLength warmup = ScheduleLength.of("warmup", warmupEpochs, warmupSteps);
      if (!(alpha >= 0 && alpha <= 1)) {
        throw new IllegalArgumentException("alpha is in [0, 1], found " + alpha);
      }
      if (warmupTarget.isPresent()) {
        Values.requireAboveZero("warmup_target", warmupTarget.getAsDouble());
        if (!warmup.isGiven()) {
          throw new IllegalArgumentException(
              "warmup_target needs the length of the warm-up, in epochs or in steps");
        }
      }
    }
  }

  /** Makes the schedule. */
  @Inject
  public CosineDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    double warmup =
        new ScheduleLength(settings.warmupEpochs(), settings.warmupSteps()).in(phase, 0);
    double decay =
        new ScheduleLength(settings.decayEpochs(), settings.decaySteps())
            .in(phase, Math.max(1, phase.steps() - warmup));
    boolean upFromZero = settings.warmupTarget().isEmpty();
    double first = upFromZero ? 0 : phase.learningRate();
    double top = settings.warmupTarget().orElse(phase.learningRate());
    return step -> {
      if (step < warmup) {
        return first + (top - first) * step / warmup;
      }
      double passed = Math.min(step - warmup, decay) / decay;
      double cosine = (1 + Math.cos(Math.PI * passed)) / 2;
      return top * ((1 - settings.alpha()) * cosine + settings.alpha());
    };
  }
}
