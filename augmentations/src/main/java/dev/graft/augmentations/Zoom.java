package dev.graft.augmentations;

import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * Shows the image from nearer or farther: a factor is drawn evenly from {@code [1 - range, 1 +
 * range]}, or from {@code [min, max]}. As in Keras {@code ImageDataGenerator(zoom_range)} it is the
 * share of the image that is seen: below 1 zooms in (0.5 shows the middle half, twice as large),
 * above 1 zooms out.
 *
 * <p>Height and width get one factor, unless {@code keep_proportions} is false; then each gets its
 * own, as in {@code ImageDataGenerator}.
 */
public final class Zoom implements Augmentation {
  /**
   * Settings of {@link Zoom}: {@code range}, or {@code min} and {@code max}.
   *
   * @param range factors from {@code 1 - range} to {@code 1 + range}, in [0, 1)
   * @param min smallest factor, in (0, 10]
   * @param max largest factor, in (0, 10]
   * @param keepProportions whether height and width get one factor
   * @param outside what is seen outside the image
   */
  public record Settings(
      @Setting(
              value =
                  "Factors from 1 - range to 1 + range: the share of the image that is seen,"
                      + " below 1 zooms in. Or give min and max.",
              min = 0,
              max = 1,
              maxExclusive = true,
              example = "0.2")
          OptionalDouble range,
      @Setting(
              value = "Smallest factor, instead of range.",
              min = 0,
              minExclusive = true,
              max = 10,
              example = "0.8")
          OptionalDouble min,
      @Setting(
              value = "Largest factor, instead of range.",
              min = 0,
              minExclusive = true,
              max = 10,
              example = "1.0")
          OptionalDouble max,
      @Setting(
              value = "Whether height and width get the same factor; else each its own.",
              defaultValue = "true")
          boolean keepProportions,
      @Flat Fill.Settings outside) {
    /** Checks the ranges, and that there is one range of factors. */
    public Settings {
      factors(range, min, max);
    }

    /** With a fill in values. */
    public Settings(
        OptionalDouble range,
        OptionalDouble min,
        OptionalDouble max,
        boolean keepProportions,
        Fill.Mode fill,
        double fillValue) {
      this(range, min, max, keepProportions, new Fill.Settings(fill, fillValue));
    }

    private static UniformRange factors(
        OptionalDouble range, OptionalDouble min, OptionalDouble max) {
      if (range.isPresent() && min.isEmpty() && max.isEmpty()) {
        double spread = range.getAsDouble();
        if (!(spread >= 0 && spread < 1)) {
          throw new IllegalArgumentException("a zoom's range is in [0, 1), found " + spread);
        }
        return UniformRange.around(1, spread);
      }
      if (range.isPresent() || min.isEmpty() || max.isEmpty()) {
        throw new IllegalArgumentException(
            "a zoom has either 'range', such as 0.2, or both 'min' and 'max', such as 0.8 and 1.2");
      }
      double low = min.getAsDouble();
      double high = max.getAsDouble();
      if (!(low > 0 && low <= high && high <= 10)) {
        throw new IllegalArgumentException(
            "a zoom's factors are in (0, 10], min not above max, found min %s, max %s"
                .formatted(low, high));
      }
      return new UniformRange(low, high);
    }
  }

  private final UniformRange factors;
  private final boolean keepProportions;
  private final Fill fill;

  /** Zooms by these settings. */
  @Inject
  public Zoom(Settings settings) {
    this.factors = Settings.factors(settings.range(), settings.min(), settings.max());
    this.keepProportions = settings.keepProportions();
    this.fill = settings.outside().toFill();
  }

  @Override
  public Affine draw(RandomGenerator random, ImageSize size) {
    double width = factors.draw(random);
    double height = keepProportions ? width : factors.draw(random);
    return zoom(width, height, fill);
  }

  /** Shows shares of the picture's width and height. */
  static Affine zoom(double width, double height, Fill fill) {
    return new Affine(width, 0, 0, 0, height, 0, Optional.of(fill));
  }
}
