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

  /** Frees the native memory; again has no effect. */
  @Override
  void close();
}
