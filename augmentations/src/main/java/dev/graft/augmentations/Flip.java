package dev.graft.augmentations;

import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Mirrors the image or leaves it, as Keras {@code RandomFlip} and {@code
 * ImageDataGenerator(horizontal_flip, vertical_flip)}. Exact: no pixel is mixed with another.
 */
public final class Flip implements Augmentation {
  /** Which way the image is mirrored. */
  public enum Direction {
    /** Left becomes right. */
    HORIZONTAL,
    /** Upside down. */
    VERTICAL,
    /** Left to right and upside down, each drawn on its own: all four views are seen. */
    BOTH
  }

  /**
   * Settings of {@link Flip}.
   *
   * @param direction which way
   * @param probability how often, in [0, 1]
   */
  public record Settings(
      @Setting(
              value =
                  "Which way: 'horizontal' swaps left and right, 'vertical' turns upside down,"
                      + " 'both' draws each on its own.",
              defaultValue = "horizontal")
          Direction direction,
      @Setting(
              value = "How often the image is flipped; with 'both', in each direction.",
              defaultValue = "0.5",
              min = 0,
              max = 1)
          double probability) {
    /** Checks the range. */
    public Settings {
      if (!(probability >= 0 && probability <= 1)) {
        throw new IllegalArgumentException("a probability is in [0, 1], found " + probability);
      }
    }
  }

  private final Settings settings;

  /** Flips by these settings. */
  @Inject
  public Flip(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Affine draw(RandomGenerator random, ImageSize size) {
    boolean first = random.nextDouble() < settings.probability();
    return switch (settings.direction()) {
      case HORIZONTAL -> flipped(first, false);
      case VERTICAL -> flipped(false, first);
      case BOTH -> flipped(first, random.nextDouble() < settings.probability());
    };
  }

  private static Affine flipped(boolean horizontally, boolean vertically) {
    return new Affine(horizontally ? -1 : 1, 0, 0, 0, vertically ? -1 : 1, 0, Optional.empty());
  }
}
