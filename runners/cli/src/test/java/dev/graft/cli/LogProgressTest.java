package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.metric.Direction;
import dev.graft.api.metric.MetricValue;
import dev.graft.api.runner.EpochMetrics;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class LogProgressTest {
  private final StringWriter text = new StringWriter();
  private double now = 10;
  private final LogProgress progress = new LogProgress(new PrintWriter(text), () -> now);

  @Test
  void aFastEpochIsOneLine() {
    progress.epochStarted("training", 1, 3, 2);
    progress.stepFinished(1, 1, 0.5);
    progress.stepFinished(2, 1, 0.5);
    progress.epochFinished(new EpochMetrics(1, "training", 1, 0.5, 2, 0.25, 0.01, 1.5));

    assertThat(text.toString().lines())
        .containsExactly(
            "Epoch 1/3  loss 1.0000  accuracy 0.5000  val_loss 2.0000  val_accuracy 0.2500"
                + "  lr 0.01  1.5 s");
  }

  @Test
  void metricsStandBesideTheAccuracy() {
    MetricValue auc = new MetricValue("auc", Direction.LARGER_IS_BETTER, OptionalDouble.of(0.875));
    MetricValue odd = new MetricValue("odd", Direction.SMALLER_IS_BETTER, OptionalDouble.empty());
    progress.epochStarted("training", 1, 3, 2);
    progress.epochFinished(
        new EpochMetrics(1, "training", 1, 0.5, 2, 0.25, 0.01, 1.5, List.of(auc, odd)));

    assertThat(text.toString())
        .contains("  val_accuracy 0.2500  val_auc 0.8750  val_odd -  lr 0.01");
  }

  @Test
  void aSlowEpochIsHeardOfNowAndThen() {
    progress.epochStarted("training", 1, 1, 100);
    for (int step = 1; step <= 100; step++) {
      now += 0.4;
      progress.stepFinished(step, 0.5, 0.75);
    }

    assertThat(text.toString().lines())
        .containsExactly(
            "Epoch 1/1  step 38/100  loss 0.5000  accuracy 0.7500  25 s left",
            "Epoch 1/1  step 76/100  loss 0.5000  accuracy 0.7500  9.6 s left");
  }

  @Test
  void thereIsNoCursorMovement() {
    progress.message("hello");
    progress.progress("reading pictures", 1, 2);
    now += 100;
    progress.progress("reading pictures", 1, 2);
    progress.progress("reading pictures", 2, 2);

    assertThat(text.toString()).isEqualToNormalizingNewlines("hello\nReading pictures: 1/2\n");
    assertThat(text.toString()).doesNotContain("\u001b", "\r\u001b");
  }
}
