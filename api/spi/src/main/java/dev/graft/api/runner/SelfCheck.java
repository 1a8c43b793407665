package dev.graft.api.runner;

import dev.graft.api.Evolving;
import java.util.List;

/**
 * What came of predicting single pictures with the saved model, through the path users take, and
 * comparing with what the evaluation said.
 *
 * @param pictures number of pictures compared
 * @param largestDifference largest difference of a probability
 * @param tolerance largest difference allowed
 * @param differences one line for each picture that differs by more
 * @since 0.1
 */
@Evolving
public record SelfCheck(
    int pictures, double largestDifference, double tolerance, List<String> differences) {
  /** Copies the list. */
  public SelfCheck {
    differences = List.copyOf(differences);
  }

  /** Whether every picture got the answer the evaluation promised. */
  public boolean passed() {
    return differences.isEmpty();
  }
}
