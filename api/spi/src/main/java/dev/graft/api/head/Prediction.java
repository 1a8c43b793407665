package dev.graft.api.head;

import dev.graft.api.Labels;
import dev.graft.api.Stable;
import java.util.List;

/**
 * What a model says of one image.
 *
 * @param label name of the class chosen
 * @param probability its probability, in [0, 1]
 * @param probabilities the probability of every class, in the labels' order
 * @since 0.1
 */
@Stable
public record Prediction(String label, double probability, List<Double> probabilities) {
  /** Copies the list. */
  public Prediction {
    probabilities = List.copyOf(probabilities);
  }

  /**
   * Decides by scores.
   *
   * @param scores the network's outputs for one example
   */
  public static Prediction of(float[] scores, Decision decision, Labels labels) {
    double[] probabilities = decision.probabilities(scores);
    int label = decision.label(probabilities);
    return new Prediction(
        labels.name(label),
        probabilities[label],
        java.util.Arrays.stream(probabilities).boxed().toList());
  }
}
