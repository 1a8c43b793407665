package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.training.features.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Future;

/** Images in a given order with their digests; the workers make some ahead. */
final class ImagesAhead implements Iterator<ImagesAhead.Keyed> {
  /**
   * Images that are made while others are used: enough to even out slow ones, and to have the
   * workers busy while a network is built.
   */
  private static final int FEWEST = 3 * FrozenPrefix.BATCH;

  private static final int MOST = 1024;

  /** As many as stay in a processor's cache, beside the network's, until they are used. */
  private static final int BYTES = 1 << 24;

  private final KeyedImages images;
  private final int[] order;
  private final boolean keys;
  private final Workers workers;
  private final Deque<Future<Keyed>> pending = new ArrayDeque<>();
  private final int ahead;
  private int begun;

  /** An image, and what tells it from others if that was wanted. */
  record Keyed(Image image, Optional<Digest> key) {}

  ImagesAhead(KeyedImages images, int[] order, boolean keys, Workers workers) {
    this.images = images;
    this.order = order;
    this.keys = keys;
    this.workers = workers;
    this.ahead = Math.max(FEWEST, Math.min(MOST, BYTES / images.size().bytes()));
  }

  @Override
  public boolean hasNext() {
    return begun < order.length || !pending.isEmpty();
  }

  /** Has the workers begin, without waiting for an image. */
  void begin() {
    while (pending.size() <= ahead && begun < order.length) {
      int index = order[begun++];
      pending.add(workers.submit(() -> make(index)));
    }
  }

  @Override
  public Keyed next() {
    begin();
    Future<Keyed> first = pending.poll();
    if (first == null) {
      throw new NoSuchElementException("there are no more images");
    }
    return Workers.await(first);
  }

  private Keyed make(int index) {
    Image image = images.image(index);
    return new Keyed(
        image,
        keys
            ? images.key(index).or(() -> Optional.of(Digest.of(image.pixels())))
            : Optional.empty());
  }
}
