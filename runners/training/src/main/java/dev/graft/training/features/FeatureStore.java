package dev.graft.training.features;

import dev.graft.api.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The features that one frozen network makes of images, by the digests of the images: in the cache,
 * or in this process's memory if there is no cache or no room in it. For one thread.
 */
public final class FeatureStore {
  /** Where features that are computed now are kept. */
  public enum Keeping {
    /** In the cache on disk. */
    CACHE,
    /** In the memory of this process. */
    MEMORY,
    /** Nowhere: there is no room. */
    NOWHERE
  }

  private final RunFeatures run;
  private final RecordFormat format;
  private final Shape shape;
  private final Optional<FeatureCache.Opened> opened;
  private final Map<Digest, float[]> inMemory = new HashMap<>();
  private final Set<Digest> computed = new HashSet<>();

  FeatureStore(
      RunFeatures run, RecordFormat format, Shape shape, Optional<FeatureCache.Opened> opened) {
    this.run = run;
    this.format = format;
    this.shape = shape;
    this.opened = opened;
  }

  /** Shape of one image's features. */
  public Shape shape() {
    return shape;
  }

  /** The name of the cache's file, as far as it tells it from others. */
  public String name() {
    return format.key().hex().substring(0, 12);
  }

  /** Bytes of one image's features. */
  public long bytesEach() {
    return format.payloadBytes();
  }

  /**
   * Where there is room for features.
   *
   * @param images number of images whose features will be computed
   */
  public Keeping room(long images) {
    if (opened.isPresent() && hasRoomOnDisk(images)) {
      return Keeping.CACHE;
    }
    return images * bytesEach() <= run.memoryRoom() ? Keeping.MEMORY : Keeping.NOWHERE;
  }

  private boolean hasRoomOnDisk(long images) {
    try {
      return run.mayWrite() && opened.get().hasRoomFor(images);
    } catch (IOException e) {
      run.cannotWrite(e);
      return false;
    }
  }

  /** Whether there are features of no image at all. */
  public boolean isEmpty() {
    return inMemory.isEmpty() && (opened.isEmpty() || opened.get().file().count() == 0);
  }

  /** Whether an image's features should be here; {@link #read} tells whether they are sound. */
  public boolean lists(Digest image) {
    return inMemory.containsKey(image) || (opened.isPresent() && opened.get().file().lists(image));
  }

  /** Whether an image's features are here, whole and sound. */
  public boolean contains(Digest image) {
    if (inMemory.containsKey(image)) {
      return true;
    }
    try {
      return opened.isPresent() && opened.get().file().contains(image);
    } catch (IOException e) {
      run.cannotRead(e);
      return false;
    }
  }

  /** Whether an image's features have been computed by this run. */
  public boolean isOfThisRun(Digest image) {
    return computed.contains(image);
  }

  /**
   * Reads an image's features.
   *
   * @param at where in the array they are put
   * @return false if they are not here, or no longer sound
   */
  public boolean read(Digest image, float[] into, int at) {
    float[] kept = inMemory.get(image);
    if (kept != null) {
      System.arraycopy(kept, 0, into, at, kept.length);
      return true;
    }
    if (opened.isEmpty()) {
      return false;
    }
    try {
      Optional<ByteBuffer> payload = opened.get().file().find(image);
      payload.ifPresent(bytes -> bytes.asFloatBuffer().get(into, at, shape.intSize()));
      return payload.isPresent();
    } catch (IOException e) {
      run.cannotRead(e);
      return false;
    }
  }

  /**
   * Keeps features that have just been computed, as far as there is room.
   *
   * @param keeping where; in memory if the cache turns out to have no room
   * @param images the images' digests
   * @param values their features, one after the other
   */
  public void add(Keeping keeping, List<Digest> images, float[] values) {
    computed.addAll(images);
    boolean kept = keeping == Keeping.CACHE && addToCache(images, values);
    if (!kept && keeping != Keeping.NOWHERE) {
      addToMemory(images, values);
    }
  }

  private boolean addToCache(List<Digest> images, float[] values) {
    int size = shape.intSize();
    List<ByteBuffer> payloads = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      ByteBuffer payload =
          ByteBuffer.allocate(format.payloadBytes()).order(ByteOrder.LITTLE_ENDIAN);
      payload.asFloatBuffer().put(values, i * size, size);
      payloads.add(payload);
    }
    try {
      boolean kept = run.mayWrite() && opened.orElseThrow().append(images, payloads);
      if (run.mayWrite() && !kept) {
        run.isFull();
      }
      return kept;
    } catch (IOException e) {
      run.cannotWrite(e);
      return false;
    }
  }

  private void addToMemory(List<Digest> images, float[] values) {
    int size = shape.intSize();
    for (int i = 0; i < images.size(); i++) {
      if (!inMemory.containsKey(images.get(i)) && run.takeMemory(bytesEach())) {
        float[] one = new float[size];
        System.arraycopy(values, i * size, one, 0, size);
        inMemory.put(images.get(i), one);
      }
    }
  }
}
