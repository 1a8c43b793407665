package dev.graft.training.input;

import dev.graft.api.engine.Batch;
import java.util.Iterator;

/** What a network is fed, batch by batch. For one thread. */
public interface NetworkInputs {
  /**
   * The inputs of some examples.
   *
   * @param epoch epoch, from 0, counted through all phases
   * @param examples indices of the examples, in the order wanted
   * @param batchSize examples of a batch; the last may have fewer
   */
  Iterator<Batch> batches(int epoch, int[] examples, int batchSize);

  /** The indices of that many examples in their own order. */
  static int[] inOrder(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    return order;
  }
}
