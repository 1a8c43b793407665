package dev.graft.api.runner;

import dev.graft.api.Evolving;
import java.nio.file.Path;
import java.util.List;

/**
 * What came of a run.
 *
 * @param output the run's folder
 * @param epochs how each epoch went
 * @param validationLoss mean loss of the saved model over the validation examples
 * @param validationAccuracy share of them it classifies rightly, in [0, 1]
 * @param selfCheck whether single predictions agree with the evaluation
 * @since 0.1
 */
@Evolving
public record RunResult(
    Path output,
    List<EpochMetrics> epochs,
    double validationLoss,
    double validationAccuracy,
    SelfCheck selfCheck) {
  /** Copies the list. */
  public RunResult {
    epochs = List.copyOf(epochs);
  }
}
