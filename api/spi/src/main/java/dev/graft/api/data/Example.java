package dev.graft.api.data;

import dev.graft.api.Image;

/** One labelled picture of a dataset. */
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
}
