package dev.graft.api.data;

import dev.graft.api.Image;
import dev.graft.api.Stable;
import java.util.Optional;

/**
 * One labelled picture of a dataset.
 *
 * @since 0.1
 */
@Stable
public interface Example {
  /** What to call it: the picture's path within the data, or {@code train/17}; unique. */
  String id();

  /** Index of its class among the labels. */
  int label();

  /**
   * Reads the picture at the dataset's image size. Safe for use by several threads.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be read, naming it
   */
  Image image();

  /**
   * The picture's bytes, where decoding them takes long: whoever knows their SHA-256 already can
   * spare the decoding. Safe for use by several threads.
   *
   * @return empty if {@link #image} is all there is
   * @throws dev.graft.api.problem.ProblemException if they cannot be read, naming the picture
   */
  default Optional<EncodedPicture> encoded() {
    return Optional.empty();
  }
}
