package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.engine.Batch;
import dev.graft.training.features.Digest;
import dev.graft.training.features.FeatureStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The features that a frozen prefix makes of images: those that are kept are read, the others are
 * computed while the workers make the images of the next, and kept if there is room. For one
 * thread.
 */
public final class FeatureInputs implements NetworkInputs {
  /** Features that wait at most: of images that are known only when they are there. */
  private static final int MOST_READY = 4 * FrozenPrefix.BATCH;

  private final FrozenPrefix prefix;
  private final Optional<FeatureStore> store;
  private final IntFunction<? extends KeyedImages> imagesByEpoch;
  private final Workers workers;
  private FeatureStore.Keeping keeping = FeatureStore.Keeping.NOWHERE;

  /**
   * Features of images, kept nowhere unless {@link #keep} says so.
   *
   * @param prefix computes them; not owned
   * @param store keeps them; empty if they are computed anew each time
   * @param imagesByEpoch what each epoch sees, the same number of images in each
   */
  public FeatureInputs(
      FrozenPrefix prefix,
      Optional<FeatureStore> store,
      IntFunction<? extends KeyedImages> imagesByEpoch,
      Workers workers) {
    this.prefix = prefix;
    this.store = store;
    this.imagesByEpoch = imagesByEpoch;
    this.workers = workers;
  }

  /**
   * Where the features of an epoch's images are to be had.
   *
   * @param images number of images
   * @param thisRun kept since an earlier phase or epoch of this run
   * @param earlier kept by other runs
   */
  public record Found(int images, int thisRun, int earlier) {
    /** Those that have to be computed. */
    public int missing() {
      return images - thisRun - earlier;
    }

    /** These and those of another epoch. */
    public Found and(Found other) {
      return new Found(images + other.images, thisRun + other.thisRun, earlier + other.earlier);
    }
  }

  /** Where the features of an epoch are; those of unknown images count as missing. */
  public Found found(int epoch) {
    KeyedImages images = imagesByEpoch.apply(epoch);
    int thisRun = 0;
    int earlier = 0;
    for (int i = 0; i < images.count(); i++) {
      Optional<Digest> key = images.key(i).filter(this::isKept);
      if (key.isPresent() && store.orElseThrow().isOfThisRun(key.get())) {
        thisRun++;
      } else if (key.isPresent()) {
        earlier++;
      }
    }
    return new Found(images.count(), thisRun, earlier);
  }

  private boolean isListed(Digest key) {
    return store.isPresent() && store.get().lists(key);
  }

  private boolean isKept(Digest key) {
    return store.isPresent() && store.get().contains(key);
  }

  /**
   * Keeps the features that are computed from now on, if there is room for all.
   *
   * @param missing how many will be computed
   * @return where they are kept
   */
  public FeatureStore.Keeping keep(long missing) {
    keeping = store.map(features -> features.room(missing)).orElse(keeping);
    return keeping;
  }

  /**
   * Computes what is missing of an epoch's features, and keeps it.
   *
   * @return where they were to be had: among the missing ones there may be some that turn out to be
   *     kept once their images are there
   */
  public Found complete(int epoch, Pictures.Progress progress) {
    KeyedImages images = imagesByEpoch.apply(epoch);
    Found before = found(epoch);
    int[] missing = missing(images, NetworkInputs.inOrder(images.count()));
    Computing computing = new Computing(images, missing);
    while (computing.left() > 0) {
      computing.chunk();
      progress.read(missing.length - computing.left(), missing.length);
    }
    return new Found(
        before.images(),
        before.thisRun() + computing.foundOfThisRun,
        before.earlier() + computing.foundOfEarlierRuns);
  }

  private int[] missing(KeyedImages images, int[] examples) {
    return Arrays.stream(examples)
        .filter(example -> images.key(example).filter(this::isKept).isEmpty())
        .toArray();
  }

  @Override
  public Iterator<Batch> batches(int epoch, int[] examples, int batchSize) {
    return new FeatureBatches(imagesByEpoch.apply(epoch), examples, batchSize);
  }

  /** Batches of an epoch: kept features, and computed ones between them. */
  private final class FeatureBatches implements Iterator<Batch> {
    private final KeyedImages images;
    private final int[] examples;
    private final int batchSize;
    private final boolean[] kept;
    private final Computing computing;
    private int begun;

    FeatureBatches(KeyedImages images, int[] examples, int batchSize) {
      this.images = images;
      this.examples = examples;
      this.batchSize = batchSize;
      this.kept = new boolean[examples.length];
      List<Integer> missing = new ArrayList<>();
      for (int i = 0; i < examples.length; i++) {
        // Each one's sum is looked at when it is read.
        kept[i] = images.key(examples[i]).filter(FeatureInputs.this::isListed).isPresent();
        if (!kept[i]) {
          missing.add(examples[i]);
        }
      }
      this.computing = new Computing(images, missing.stream().mapToInt(i -> i).toArray());
    }

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
      int size = prefix.features();
      float[] values = new float[Math.multiplyExact(count, size)];
      for (int i = 0; i < count; i++) {
        int at = begun + i;
        if (!kept[at]) {
          System.arraycopy(computing.next(), 0, values, i * size, size);
        } else if (!read(examples[at], values, i * size)) {
          // It is damaged.
          Computing again = new Computing(images, new int[] {examples[at]});
          System.arraycopy(again.next(), 0, values, i * size, size);
        }
      }
      begun += count;
      return new Batch.Floats(count, prefix.network().prefix().outputShape(), values);
    }

    private boolean read(int example, float[] into, int at) {
      return images.key(example).filter(key -> store.orElseThrow().read(key, into, at)).isPresent();
    }
  }

  /** Computes the features of some images in order, as many as the prefix takes at a time. */
  private final class Computing {
    private final ImagesAhead images;
    private final Deque<float[]> ready = new ArrayDeque<>();
    private int left;
    private int foundOfThisRun;
    private int foundOfEarlierRuns;

    Computing(KeyedImages images, int[] order) {
      this.images = new ImagesAhead(images, order, store.isPresent(), workers);
      this.left = order.length;
    }

    /** Images whose features are not computed yet. */
    int left() {
      return left;
    }

    float[] next() {
      if (ready.isEmpty()) {
        chunk();
      }
      return ready.remove();
    }

    /** The next of them; images that turn out to be known already are read. */
    void chunk() {
      ready.clear();
      if (store.isEmpty() || store.get().isEmpty()) {
        // The network will be needed, and the workers take a while for the first images.
        images.begin();
        prefix.build();
      }
      int size = prefix.features();
      List<Image> unknown = new ArrayList<>();
      List<Digest> keys = new ArrayList<>();
      List<float[]> places = new ArrayList<>();
      while (isTaken(unknown.size()) && ready.size() < MOST_READY && images.hasNext()) {
        ImagesAhead.Keyed image = images.next();
        float[] place = new float[size];
        left--;
        ready.add(place);
        if (isRead(image, place)) {
          continue;
        }
        unknown.add(image.image());
        image.key().ifPresent(keys::add);
        places.add(place);
      }
      if (unknown.isEmpty()) {
        return;
      }
      float[] values = prefix.run(unknown);
      for (int i = 0; i < places.size(); i++) {
        System.arraycopy(values, i * size, places.get(i), 0, size);
      }
      store.ifPresent(features -> features.add(keeping, keys, values));
    }

    /**
     * Whether the prefix takes another image beside so many; it is built only if there is a batch.
     */
    private boolean isTaken(int others) {
      return others < FrozenPrefix.BATCH || others < prefix.most();
    }

    private boolean isRead(ImagesAhead.Keyed image, float[] place) {
      if (store.isEmpty() || !store.get().read(image.key().orElseThrow(), place, 0)) {
        return false;
      }
      if (store.get().isOfThisRun(image.key().get())) {
        foundOfThisRun++;
      } else {
        foundOfEarlierRuns++;
      }
      return true;
    }
  }
}
