package dev.graft.training.input;

import dev.graft.api.Shape;
import dev.graft.api.engine.Batch;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Features that were computed once and are kept in memory: nothing random comes before them. */
public final class KeptFeatures implements NetworkInputs {
  private final Shape shape;
  private final float[][] values;

  private KeptFeatures(Shape shape, float[][] values) {
    this.shape = shape;
    this.values = values;
  }

  /**
   * Computes the features of all examples.
   *
   * @param features computes them
   * @param count number of examples
   * @param batchSize examples computed together
   */
  public static KeptFeatures compute(
      Features features, int count, int batchSize, Pictures.Progress progress) {
    float[][] values = new float[count][];
    Iterator<Batch> batches = features.batches(0, NetworkInputs.inOrder(count), batchSize);
    int done = 0;
    while (batches.hasNext()) {
      Batch.Floats batch = (Batch.Floats) batches.next();
      for (int i = 0; i < batch.count(); i++) {
        values[done++] = batch.example(i);
      }
      progress.read(done, count);
    }
    return new KeptFeatures(features.prefix().architecture().outputShape(), values);
  }

  @Override
  public Iterator<Batch> batches(int epoch, int[] examples, int batchSize) {
    return new Iterator<>() {
      private int begun;

      @Override
      public boolean hasNext() {
        return begun < examples.length;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("there are no more batches");
        }
        int count = Math.min(batchSize, examples.length - begun);
        int size = shape.intSize();
        float[] batch = new float[Math.multiplyExact(count, size)];
        for (int i = 0; i < count; i++) {
          System.arraycopy(values[examples[begun + i]], 0, batch, i * size, size);
        }
        begun += count;
        return new Batch.Floats(count, shape, batch);
      }
    };
  }
}
