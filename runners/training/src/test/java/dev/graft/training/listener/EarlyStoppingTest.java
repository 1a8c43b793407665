package dev.graft.training.listener;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.metric.Direction;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.runner.EpochMetrics;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Epochs after which Keras's {@code EarlyStopping} sets {@code stop_training}. */
class EarlyStoppingTest {
  /** The number of the epoch that it stops after; 0 if it does not. */
  private static int stoppedAfter(EarlyStopping stopping, double... losses) {
    for (int i = 0; i < losses.length; i++) {
      stopping.epochStarted("training", i + 1, losses.length, 1);
      stopping.epochFinished(new EpochMetrics(i + 1, "training", 1, 0.5, losses[i], 0.5, 0.1, 1));
      if (stopping.stopReason().isPresent()) {
        return i + 1;
      }
    }
    return 0;
  }

  private static EarlyStopping stopping(int patience, double minDelta) {
    return new EarlyStopping(new EarlyStopping.Settings("validation_loss", patience, minDelta));
  }

  @Test
  void itStopsAfterAsManyEpochsWithoutABetterOne() {
    assertThat(stoppedAfter(stopping(0, 0), 3, 2, 2, 1)).isEqualTo(3);
    assertThat(stoppedAfter(stopping(1, 0), 3, 2, 2, 1)).isEqualTo(3);
    assertThat(stoppedAfter(stopping(2, 0), 3, 2, 2.5, 1, 1, 1.5)).isEqualTo(6);
    assertThat(stoppedAfter(stopping(2, 0), 3, 2, 1, 0.5)).isZero();
  }

  @Test
  void aBetterOneIsBetterByMoreThanTheDifference() {
    assertThat(stoppedAfter(stopping(2, 0.5), 3, 2.75, 2.5, 2)).isEqualTo(3);
    assertThat(stoppedAfter(stopping(2, 0.5), 3, 2.75, 2.25, 2)).isZero();
  }

  @Test
  void eachPhaseIsJudgedAnew() {
    EarlyStopping stopping = stopping(1, 0);
    assertThat(stoppedAfter(stopping, 1, 2)).isEqualTo(2);

    stopping.epochStarted("fine_tuning", 3, 4, 1);
    assertThat(stopping.stopReason()).isEmpty();
    stopping.epochFinished(new EpochMetrics(3, "fine_tuning", 1, 0.5, 9, 0.5, 0.1, 1));
    assertThat(stopping.stopReason()).isEmpty();
  }

  @Test
  void ametricsDirectionDecidesAndAnUndefinedValueIsNoBetter() {
    EarlyStopping stopping = new EarlyStopping(new EarlyStopping.Settings("validation_auc", 2, 0));
    double[] areas = {0.5, 0.7, Double.NaN, 0.6};
    for (int i = 0; i < areas.length; i++) {
      assertThat(stopping.stopReason()).isEmpty();
      OptionalDouble value =
          Double.isNaN(areas[i]) ? OptionalDouble.empty() : OptionalDouble.of(areas[i]);
      stopping.epochFinished(
          new EpochMetrics(
              i + 1,
              "training",
              1,
              0.5,
              1,
              0.5,
              0.1,
              1,
              List.of(new MetricValue("auc", Direction.LARGER_IS_BETTER, value))));
    }
    assertThat(stopping.stopReason())
        .hasValueSatisfying(
            reason -> assertThat(reason).contains("epoch 4: validation_auc", "for 2 epochs"));
  }
}
