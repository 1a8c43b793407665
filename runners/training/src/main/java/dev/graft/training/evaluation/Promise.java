package dev.graft.training.evaluation;

import dev.graft.api.data.Example;
import java.util.List;

/**
 * What an evaluation said of a picture, to be compared with what the saved model says of it alone.
 *
 * @param example the picture
 * @param by which evaluation said it, for people
 * @param probabilities probability of each class
 */
public record Promise(Example example, String by, List<Double> probabilities) {
  /** Copies the list. */
  public Promise {
    probabilities = List.copyOf(probabilities);
  }
}
