package dev.graft.training.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.plugin.SettingException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.training.metric.Auc;
import java.util.ArrayList;
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
    return new EarlyStopping(
        new EarlyStopping.Settings("validation_loss", patience, minDelta, false));
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
  void aMetricsDirectionDecidesAndAnUndefinedValueIsNoBetter() {
    EarlyStopping stopping =
        new EarlyStopping(new EarlyStopping.Settings("validation_auc", 2, 0, false));
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

  private static EarlyStopping looking(String monitor, boolean restore) {
    return new EarlyStopping(new EarlyStopping.Settings(monitor, 1, 0, restore));
  }

  @Test
  void theBestEpochOfEachPhaseIsKeptIfThatIsAskedFor() {
    for (boolean restore : new boolean[] {true, false}) {
      EarlyStopping stopping = looking("accuracy", restore);
      double[] accuracies = {0.5, 0.75, 0.75, 0.25, 0.5};
      List<Boolean> kept = new ArrayList<>();
      for (int i = 0; i < accuracies.length; i++) {
        stopping.epochStarted(i < 3 ? "training" : "fine_tuning", i + 1, 5, 1);
        stopping.epochFinished(
            new EpochMetrics(i + 1, "training", 1, accuracies[i], 1, 0.5, 0.1, 1));
        kept.add(stopping.keepWeights());
      }
      assertThat(kept)
          .isEqualTo(
              restore
                  ? List.of(true, true, false, true, true)
                  : List.of(false, false, false, false, false));
    }
  }

  @Test
  void aMetricThatIsNeverDefinedIsToldAndDoesNotStopTheFirstEpoch() {
    EarlyStopping stopping =
        new EarlyStopping(new EarlyStopping.Settings("validation_auc", 0, 0, true));
    MetricValue none = new MetricValue("auc", Direction.LARGER_IS_BETTER, OptionalDouble.empty());
    stopping.epochStarted("training", 1, 5, 1);
    stopping.epochFinished(new EpochMetrics(1, "training", 1, 0.5, 1, 0.5, 0.1, 1, List.of(none)));
    assertThat(stopping.stopReason()).isEmpty();
    assertThat(stopping.keepWeights()).isFalse();

    stopping.epochFinished(new EpochMetrics(2, "training", 1, 0.5, 1, 0.5, 0.1, 1, List.of(none)));
    assertThat(stopping.stopReason())
        .hasValue(
            "training ends early, after epoch 2: validation_auc was not defined for 2 epochs.");
  }

  @Test
  void whatIsLookedAtHasToBeThere() {
    List<String> columns = EpochMetrics.columns(List.of(new Auc(new Labels(List.of("a", "b")))));
    assertThat(columns)
        .containsExactly(
            "loss", "accuracy", "validation_loss", "validation_accuracy", "validation_auc");
    columns.forEach(column -> looking(column, false).check(columns));

    assertThatThrownBy(() -> looking("val_auc", false).check(columns))
        .isInstanceOfSatisfying(
            SettingException.class, e -> assertThat(e.setting()).isEqualTo("monitor"))
        .hasMessage(
            "there is no column 'val_auc'; the columns are loss, accuracy, validation_loss,"
                + " validation_accuracy, validation_auc; did you mean 'validation_auc'?");
    assertThatThrownBy(() -> looking("validation_f1", false).check(columns))
        .hasMessageStartingWith("there is no column 'validation_f1'; the columns are loss, ");
  }
}
