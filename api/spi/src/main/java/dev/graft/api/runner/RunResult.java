package dev.graft.api.runner;

import dev.graft.api.Evolving;
import dev.graft.api.metric.MetricValue;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a run.
 *
 * @param output the run's folder
 * @param epochs how each epoch went
 * @param validationLoss mean loss of the saved model over the validation examples
 * @param validationAccuracy share of them it classifies rightly, in [0, 1]
 * @param metrics the experiment's own metrics of the saved model over them, in its order
 * @param selfCheck whether single predictions agree with the evaluation
 * @since 0.1
 */
@Evolving
public record RunResult(
    Path output,
    List<EpochMetrics> epochs,
    double validationLoss,
    double validationAccuracy,
    List<MetricValue> metrics,
    SelfCheck selfCheck) {
  /** Copies the lists. */
  public RunResult {
    epochs = List.copyOf(epochs);
    metrics = List.copyOf(metrics);
  }

  /** Without metrics of the experiment's own. */
  public RunResult(
      Path output,
      List<EpochMetrics> epochs,
      double validationLoss,
      double validationAccuracy,
      SelfCheck selfCheck) {
    this(output, epochs, validationLoss, validationAccuracy, List.of(), selfCheck);
  }
}
