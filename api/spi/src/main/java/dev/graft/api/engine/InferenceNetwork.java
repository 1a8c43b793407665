package dev.graft.api.engine;

import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;

/**
 * A network that only infers. Owns native memory until closed. Safe for use by several threads.
 *
 * @since 0.1
 */
@Stable
public interface InferenceNetwork extends AutoCloseable {
  /** The network as it was given, before folding. */
  Architecture architecture();

  /**
   * Computes the outputs.
   *
   * @param inputs examples of the network's input shape and type; any number
   * @return the outputs, one for each example in the same order
   * @throws IllegalArgumentException if the inputs' shape or type is not the network's
   * @throws IllegalStateException after {@link #close}
   */
  Batch.Floats run(Batch inputs);

  /**
   * How many batches of {@link ParallelChunks#BATCH} examples are best handed over at once, where
   * there are many. What comes out for an example of whole batches must be the same, to the last
   * bit, for any number of batches up to this.
   *
   * @return at least 1, which promises nothing
   */
  default int batchesAtOnce() {
    return 1;
  }

  /** Frees the native memory; again has no effect. */
  @Override
  void close();
}
