package dev.graft.api.weights;

import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads one format of weight files. Found by {@code ServiceLoader} like every component.
 *
 * @since 0.1
 */
@Stable
public interface WeightsReader {
  /** The format's name for people, such as {@code Keras HDF5 weights}. */
  String format();

  /**
   * Whether a file is of this format, judged by its first bytes and its name.
   *
   * @param file an existing file
   */
  boolean reads(Path file);

  /**
   * Reads the weights of a network.
   *
   * @param notes is told, in a line each, what is right but worth knowing, such as layers of the
   *     file that the network does not take
   * @throws dev.graft.api.problem.ProblemException if the file is damaged or of another network,
   *     naming layer, expected and found shape
   */
  Weights read(Path file, Architecture architecture, Consumer<String> notes);

  /** Reads the weights of a network, for callers whom no notes concern. */
  default Weights read(Path file, Architecture architecture) {
    return read(file, architecture, note -> {});
  }
}
