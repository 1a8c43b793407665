package dev.graft.cli;

import dev.graft.api.runner.EpochMetrics;
import java.util.stream.Collectors;

/** How an epoch went, as one line that reads the same on a terminal and in a log. */
final class EpochLine {
  private EpochLine() {}

  /** {@code Epoch 3/10} with the numbers aligned. */
  static String heading(int epoch, int epochs) {
    String all = Integer.toString(epochs);
    String number = Integer.toString(epoch);
    return "Epoch " + " ".repeat(Math.max(0, all.length() - number.length())) + number + "/" + all;
  }

  /**
   * Loss and accuracy of training and validation, metrics, learning rate and time, in Keras's
   * words.
   */
  static String of(EpochMetrics metrics, int epochs) {
    return "%s  loss %s  accuracy %s  val_loss %s  val_accuracy %s%s  lr %s  %s"
        .formatted(
            heading(metrics.epoch(), epochs),
            NumberText.fraction(metrics.loss()),
            NumberText.fraction(metrics.accuracy()),
            NumberText.fraction(metrics.validationLoss()),
            NumberText.fraction(metrics.validationAccuracy()),
            metrics.metrics().stream()
                .map(metric -> "  val_%s %s".formatted(metric.name(), MetricText.value(metric)))
                .collect(Collectors.joining()),
            NumberText.small(metrics.learningRate()),
            NumberText.duration(metrics.seconds()));
  }
}
