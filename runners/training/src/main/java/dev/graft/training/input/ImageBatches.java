package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.engine.Batch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;

/** Batches of images in a given order; a few are made ahead by the workers. */
final class ImageBatches implements Iterator<Batch> {
  /** Batches that are made while one is used: enough to even out slow pictures. */
  private static final int AHEAD = 3;

  private final ImageSource images;
  private final int[] order;
  private final int batchSize;
  private final Workers workers;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int begun;

  private record Pending(int count, byte[] pixels, List<Future<Void>> parts) {}

  ImageBatches(ImageSource images, int[] order, int batchSize, Workers workers) {
    this.images = images;
    this.order = order;
    this.batchSize = batchSize;
    this.workers = workers;
  }

  @Override
  public boolean hasNext() {
    return begun < order.length || !pending.isEmpty();
  }

  @Override
  public Batch next() {
    while (pending.size() <= AHEAD && begun < order.length) {
      begin();
    }
    Pending first = pending.poll();
    if (first == null) {
      throw new NoSuchElementException("there are no more batches");
    }
    first.parts().forEach(Workers::await);
    return new Batch.Pixels(first.count(), images.size(), first.pixels());
  }

  private void begin() {
    int start = begun;
    int count = Math.min(batchSize, order.length - start);
    byte[] pixels = new byte[Math.multiplyExact(count, images.size().bytes())];
    List<Future<Void>> parts = new ArrayList<>();
    int partCount = Math.min(workers.threads(), count);
    for (int part = 0; part < partCount; part++) {
      int from = count * part / partCount;
      int to = count * (part + 1) / partCount;
      parts.add(
          workers.submit(
              () -> {
                copy(start, from, to, pixels);
                return null;
              }));
    }
    pending.add(new Pending(count, pixels, parts));
    begun += count;
  }

  private void copy(int start, int from, int to, byte[] pixels) {
    int bytes = images.size().bytes();
    for (int i = from; i < to; i++) {
      Image image = images.image(order[start + i]);
      System.arraycopy(image.pixels(), 0, pixels, i * bytes, bytes);
    }
  }
}
