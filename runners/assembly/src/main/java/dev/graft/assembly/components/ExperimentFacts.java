package dev.graft.assembly.components;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.random.Randomness;

/**
 * What an experiment's components may ask for. It is looked up when the first of them does.
 *
 * <p>Each method throws {@link UnknownFactException} if the fact cannot be known, because something
 * else is wrong.
 */
public interface ExperimentFacts {
  /** The classes. */
  Labels labels();

  /** The size of the images. */
  ImageSize imageSize();

  /** The experiment's seed. */
  Randomness randomness();
}
