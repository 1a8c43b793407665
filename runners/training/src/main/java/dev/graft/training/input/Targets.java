package dev.graft.training.input;

import dev.graft.api.Shape;
import dev.graft.api.engine.Batch;

/**
 * What the scores of labelled examples should become: one-hot, or for a single output 0 for the
 * first class and 1 for the second.
 *
 * @param outputs number of the network's outputs
 */
public record Targets(int outputs) {
  /**
   * The targets of some examples.
   *
   * @param labels index of each one's class
   */
  public Batch.Floats of(int[] labels) {
    float[] values = new float[Math.multiplyExact(labels.length, outputs)];
    for (int i = 0; i < labels.length; i++) {
      if (outputs == 1) {
        values[i] = labels[i];
      } else {
        values[i * outputs + labels[i]] = 1;
      }
    }
    return new Batch.Floats(labels.length, Shape.of(outputs), values);
  }
}
