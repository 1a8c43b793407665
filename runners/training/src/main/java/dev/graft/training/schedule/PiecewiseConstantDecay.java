package dev.graft.training.schedule;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Given learning rates, one after the other; Keras {@code PiecewiseConstantDecay}: the first for
 * steps up to and including the first boundary, the second up to the second, …; the last after all
 * of them. The phase's own learning rate is not used.
 */
public final class PiecewiseConstantDecay implements LearningRateSchedule {
  private final Settings settings;

  /** Settings of {@code piecewise_constant_decay}. */
  public record Settings(
      @Setting(
              value = "After how many epochs the rate changes, from the phase's start, rising.",
              defaultValue = "[]",
              min = 0,
              minExclusive = true,
              unit = "epochs",
              example = "[5, 8]")
          List<Double> boundaryEpochs,
      @Setting(
              value =
                  "Instead: the last step of each rate, rising; the phase's first step is number 0.",
              defaultValue = "[]",
              min = 0,
              unit = "steps",
              example = "[1000, 2000]")
          List<Integer> boundarySteps,
      @Setting(
              value = "The learning rates: one more than there are boundaries.",
              min = 0,
              example = "[0.001, 0.0001, 0.00001]")
          List<Double> values) {
    /** Checks the settings. */
    public Settings {
      boundaryEpochs = List.copyOf(boundaryEpochs);
      boundarySteps = List.copyOf(boundarySteps);
      values = List.copyOf(values);
      if (boundaryEpochs.isEmpty() == boundarySteps.isEmpty()) {
        throw new IllegalArgumentException("give one of boundary_epochs and boundary_steps");
      }
      int boundaries = boundaryEpochs.size() + boundarySteps.size();
      if (values.size() != boundaries + 1) {
        throw new IllegalArgumentException(
            "values has one rate more than there are boundaries, found %d for %d"
                .formatted(values.size(), boundaries));
      }
      values.forEach(rate -> Values.requireNotNegative("each of values", rate));
      Values.requireRising("boundary_epochs", boundaryEpochs);
      Values.requireRising(
          "boundary_steps", boundarySteps.stream().map(Integer::doubleValue).toList());
    }
  }

  /** Makes the schedule. */
  @Inject
  public PiecewiseConstantDecay(Settings settings) {
    this.settings = settings;
  }

  @Override
  public LearningRates start(PhaseLength phase) {
    List<Double> lastSteps =
        settings.boundarySteps().isEmpty()
            // The epoch's first step is the first of the next rate.
            ? settings.boundaryEpochs().stream()
                .map(epochs -> epochs * phase.stepsPerEpoch() - 1)
                .toList()
            : settings.boundarySteps().stream().map(Integer::doubleValue).toList();
    return step -> {
      int piece = 0;
      while (piece < lastSteps.size() && step > lastSteps.get(piece)) {
        piece++;
      }
      return settings.values().get(piece);
    };
  }
}
