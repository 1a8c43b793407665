package dev.graft.api.data;

import dev.graft.api.Stable;

/**
 * Where labelled pictures come from.
 *
 * @since 0.1
 */
@Stable
public interface Dataset {
  /** How its pictures become images of one size. */
  ImageInput input();

  /**
   * Finds the examples, without reading their pictures.
   *
   * @param seed the experiment's seed, for a random split
   * @throws dev.graft.api.problem.ProblemException if there are none, or too few classes, or the
   *     data cannot be read
   */
  DataSplit split(long seed);
}
