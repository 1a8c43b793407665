package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.ParallelChunks;
import dev.graft.training.features.FrozenNetwork;
import java.util.List;

/**
 * The frozen part of a network, built when it is first needed: where all features are kept it never
 * is. Images always go through it in batches of one size, filled up if need be, so that what comes
 * out for one does not depend on how many there were. Owns native memory until closed. For one
 * thread.
 */
public final class FrozenPrefix implements AutoCloseable {
  /** Images of a batch, as {@link ParallelChunks} cuts them. */
  public static final int BATCH = ParallelChunks.BATCH;

  /** What the images of a call and their features may take. */
  private static final long BYTES = 1L << 25;

  private final FrozenNetwork network;
  private InferenceNetwork built;

  /** Builds nothing yet. */
  public FrozenPrefix(FrozenNetwork network) {
    this.network = network;
  }

  /** What it is. */
  public FrozenNetwork network() {
    return network;
  }

  /** Images that {@link #run} takes at most, one or more whole batches; builds it as that does. */
  int most() {
    build();
    long image = network.prefix().input().shape().size();
    long features = Float.BYTES * network.prefix().outputShape().size();
    long fitting = Math.max(1, BYTES / (BATCH * (image + features)));
    return BATCH * (int) Math.min(built.batchesAtOnce(), fitting);
  }

  /** Values of one image's features. */
  int features() {
    return network.prefix().outputShape().intSize();
  }

  /** Builds it now if it is not there, as {@link #run} does. */
  void build() {
    if (built == null) {
      built = network.engine().infer(network.prefix(), network.weights(), network.placement());
    }
  }

  /**
   * Computes features.
   *
   * @param images at least 1, at most {@link #most}
   * @return the features of these, and of nothing after them
   */
  float[] run(List<Image> images) {
    build();
    ImageSize size = images.get(0).size();
    int filled = (images.size() + BATCH - 1) / BATCH * BATCH;
    byte[] pixels = new byte[Math.multiplyExact(filled, size.bytes())];
    for (int i = 0; i < filled; i++) {
      Image image = images.get(Math.min(i, images.size() - 1));
      System.arraycopy(image.pixels(), 0, pixels, i * size.bytes(), size.bytes());
    }
    return built.run(new Batch.Pixels(filled, size, pixels)).values();
  }

  /** Frees the native memory; what is needed later is built again. */
  @Override
  public void close() {
    if (built != null) {
      built.close();
      built = null;
    }
  }
}
