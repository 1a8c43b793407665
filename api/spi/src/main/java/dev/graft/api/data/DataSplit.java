package dev.graft.api.data;

import dev.graft.api.Labels;
import dev.graft.api.Stable;
import java.util.List;

/**
 * A dataset's examples.
 *
 * @param labels the classes, in sorted order
 * @param training examples to learn from; at least one
 * @param validation examples to judge by, never learnt from; at least one
 * @since 0.1
 */
@Stable
public record DataSplit(Labels labels, List<Example> training, List<Example> validation) {
  /** Copies the lists. */
  public DataSplit {
    training = List.copyOf(training);
    validation = List.copyOf(validation);
  }
}
