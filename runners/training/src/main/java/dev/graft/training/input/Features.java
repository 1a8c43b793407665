package dev.graft.training.input;

import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import java.util.Iterator;

/**
 * The features that a frozen prefix makes of images, computed each time they are asked for.
 *
 * @param prefix the frozen part of a network; not owned
 * @param images what it is fed
 */
public record Features(InferenceNetwork prefix, NetworkInputs images) implements NetworkInputs {
  @Override
  public Iterator<Batch> batches(int epoch, int[] examples, int batchSize) {
    Iterator<Batch> batches = images.batches(epoch, examples, batchSize);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return batches.hasNext();
      }

      @Override
      public Batch next() {
        return prefix.run(batches.next());
      }
    };
  }
}
