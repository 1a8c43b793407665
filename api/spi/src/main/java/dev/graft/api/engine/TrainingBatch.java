package dev.graft.api.engine;

import dev.graft.api.Stable;

/**
 * Some examples to learn from.
 *
 * @param inputs the network's inputs
 * @param targets {@code (classes)} for each example, one-hot or soft; {@code (1)} for a network of
 *     one output
 * @param epoch epoch, from 0, counted through all phases: for the dropout masks
 * @param examples index of each example in the training set: for the dropout masks
 * @since 0.1
 */
@Stable
public record TrainingBatch(Batch inputs, Batch.Floats targets, int epoch, long[] examples) {
  /** Checks that all are of one length. */
  public TrainingBatch {
    if (inputs.count() != targets.count() || examples.length != inputs.count()) {
      throw new IllegalArgumentException(
          "%d inputs, %d targets and %d examples do not belong together"
              .formatted(inputs.count(), targets.count(), examples.length));
    }
  }
}
