package dev.graft.training.input;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;

/** Images of one size by their index. */
public interface ImageSource {
  /** Size of every image. */
  ImageSize size();

  /** Number of images. */
  int count();

  /**
   * An image; not to be changed. Safe for use by several threads.
   *
   * @param index from 0 to {@code count() - 1}
   * @throws dev.graft.api.problem.ProblemException if its picture cannot be read
   */
  Image image(int index);
}
