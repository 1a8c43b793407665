package dev.graft.api.runner;

import dev.graft.api.Evolving;
import dev.graft.api.metric.MetricValue;
import java.util.List;

/**
 * How an epoch went.
 *
 * @param epoch from 1, counted through all phases
 * @param phase name of the phase: {@code training}, {@code fine_tuning}
 * @param loss mean loss over the training examples, in training mode, while they were learnt from
 * @param accuracy share of them classified rightly, in [0, 1]
 * @param validationLoss mean loss over the validation examples, in inference mode
 * @param validationAccuracy share of them classified rightly, in [0, 1]
 * @param learningRate of the epoch's last step
 * @param seconds wall time of the epoch, validation included
 * @param metrics the experiment's own metrics over the validation examples, in its order
 * @since 0.1
 */
@Evolving
public record EpochMetrics(
    int epoch,
    String phase,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds,
    List<MetricValue> metrics) {
  /** Copies the list. */
  public EpochMetrics {
    metrics = List.copyOf(metrics);
  }

  /** Without metrics of the experiment's own. */
  public EpochMetrics(
      int epoch,
      String phase,
      double loss,
      double accuracy,
      double validationLoss,
      double validationAccuracy,
      double learningRate,
      double seconds) {
    this(
        epoch,
        phase,
        loss,
        accuracy,
        validationLoss,
        validationAccuracy,
        learningRate,
        seconds,
        List.of());
  }
}
