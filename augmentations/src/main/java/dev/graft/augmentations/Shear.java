package dev.graft.augmentations;

import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Slants the image by an angle drawn evenly from ±{@code degrees}; the formula of Keras {@code
 * ImageDataGenerator(shear_range)}, whose unit is degrees too (its 0.2, copied from old examples,
 * is next to nothing; 11.5 degrees are 0.2 radians). About the centre, with {@code s} the angle:
 *
 * <pre>
 * old x = x - sin(s) * y
 * old y = cos(s) * y
 * </pre>
 *
 * <p>So rows stay rows: with a positive angle the lower half moves to the right and the upper half
 * to the left, and the picture grows in height by {@code 1 / cos(s)}.
 */
public final class Shear implements Augmentation {
  /**
   * Settings of {@link Shear}.
   *
   * @param degrees largest angle, in [0, 90)
   * @param outside what is seen outside the image
   */
  public record Settings(
      @Setting(
              value = "Largest angle to either side.",
              min = 0,
              max = 90,
              maxExclusive = true,
              unit = "degrees",
              example = "11.5")
          double degrees,
      @Flat Fill.Settings outside) {
    /** Checks the ranges. */
    public Settings {
      if (!(degrees >= 0 && degrees < 90)) {
        throw new IllegalArgumentException(
            "an angle of shear is in [0, 90) degrees, found " + degrees);
      }
    }

    /** With a fill in values. */
    public Settings(double degrees, Fill.Mode fill, double fillValue) {
      this(degrees, new Fill.Settings(fill, fillValue));
    }
  }

  private final UniformRange angles;
  private final Fill fill;

  /** Shears by these settings. */
  @Inject
  public Shear(Settings settings) {
    this.angles = UniformRange.around(0, settings.degrees());
    this.fill = settings.outside().toFill();
  }

  @Override
  public Affine draw(RandomGenerator random, ImageSize size) {
    return shear(angles.draw(random), fill);
  }

  /** Slants the picture by an angle in degrees. */
  static Affine shear(double degrees, Fill fill) {
    double angle = Math.toRadians(degrees);
    return new Affine(1, -StrictMath.sin(angle), 0, 0, StrictMath.cos(angle), 0, Optional.of(fill));
  }
}
