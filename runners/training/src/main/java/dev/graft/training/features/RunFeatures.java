package dev.graft.training.features;

import dev.graft.api.runner.RunListener;
import dev.graft.training.model.LayerTypes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The features that one run makes and finds, of all its frozen networks. Trouble with the cache is
 * told once, as a warning, and the run goes on with what its memory holds. For one thread.
 */
public final class RunFeatures implements AutoCloseable {
  private final FeatureCache cache;
  private final LayerTypes layerTypes;
  private final RunListener listener;
  private final Map<Digest, FeatureStore> stores = new LinkedHashMap<>();
  private final List<FeatureCache.Opened> opened = new ArrayList<>();
  private long memoryRoom;
  private boolean writing;
  private boolean reading;

  /**
   * Begins with nothing.
   *
   * @param memory bytes of features that may be kept in memory where the cache has no room
   * @param listener is warned of trouble
   */
  public RunFeatures(FeatureCache cache, LayerTypes layerTypes, long memory, RunListener listener) {
    this.cache = cache;
    this.layerTypes = layerTypes;
    this.memoryRoom = memory;
    this.listener = listener;
    this.writing = !cache.isOff();
    this.reading = writing;
  }

  /**
   * The features of a frozen network; the same object for the same network.
   *
   * @param name name of the whole network, for people
   * @param batchSize images that are computed together
   */
  public FeatureStore of(FrozenNetwork network, String name, int batchSize) {
    RecordFormat format = network.records(layerTypes, name, batchSize);
    return stores.computeIfAbsent(
        format.key(),
        key -> new FeatureStore(this, format, network.prefix().outputShape(), open(format)));
  }

  /**
   * Which pixels pictures decode to.
   *
   * @param decoder a class of the code that decodes
   */
  public PictureIndex pictures(Class<?> decoder) {
    return new PictureIndex(this, reading ? open(PictureIndex.records(decoder)) : Optional.empty());
  }

  private Optional<FeatureCache.Opened> open(RecordFormat format) {
    if (!reading) {
      return Optional.empty();
    }
    try {
      FeatureCache.Opened file = cache.open(format);
      opened.add(file);
      return Optional.of(file);
    } catch (IOException e) {
      cannotWrite(e);
      return Optional.empty();
    }
  }

  boolean mayWrite() {
    return writing;
  }

  long memoryRoom() {
    return memoryRoom;
  }

  boolean takeMemory(long bytes) {
    if (bytes > memoryRoom) {
      return false;
    }
    memoryRoom -= bytes;
    return true;
  }

  void isFull() {
    if (writing) {
      listener.message(
          "The cache of features in %s is full: no more is kept there (%s gives it more room)."
              .formatted(cache.folder(), CacheLimit.VARIABLE));
    }
    writing = false;
  }

  void cannotWrite(IOException problem) {
    if (writing) {
      listener.warning(
          "Features cannot be kept in %s (%s): other runs will compute them anew."
              .formatted(cache.folder(), reason(problem)));
    }
    writing = false;
  }

  void cannotRead(IOException problem) {
    if (reading) {
      listener.warning(
          "Kept features cannot be read from %s (%s): they are computed anew."
              .formatted(cache.folder(), reason(problem)));
    }
    reading = false;
  }

  private static String reason(IOException problem) {
    String name = problem.getClass().getSimpleName();
    return problem.getMessage() == null ? name : name + ": " + problem.getMessage();
  }

  @Override
  public void close() {
    for (FeatureCache.Opened file : opened) {
      try {
        file.close();
      } catch (IOException e) {
        cannotWrite(e);
      }
    }
    opened.clear();
  }
}
