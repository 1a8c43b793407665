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
 * Turns the image about its centre by an angle drawn evenly from ±{@code degrees}; Keras {@code
 * ImageDataGenerator(rotation_range)}. A positive angle turns the picture counter-clockwise.
 */
public final class Rotate implements Augmentation {
  /**
   * Settings of {@link Rotate}.
   *
   * @param degrees largest angle, in [0, 180]
   * @param outside what is seen outside the image
   */
  public record Settings(
      @Setting(
              value = "Largest angle to either side.",
              min = 0,
              max = 180,
              unit = "degrees",
              example = "40")
          double degrees,
      @Flat Fill.Settings outside) {
    /** Checks the ranges. */
    public Settings {
      if (!(degrees >= 0 && degrees <= 180)) {
        throw new IllegalArgumentException(
            "an angle of rotation is in [0, 180] degrees, found " + degrees);
      }
    }

    /** With a fill in values. */
    public Settings(double degrees, Fill.Mode fill, double fillValue) {
      this(degrees, new Fill.Settings(fill, fillValue));
    }
  }

  private final UniformRange angles;
  private final Fill fill;

  /** Rotates by these settings. */
  @Inject
  public Rotate(Settings settings) {
    this.angles = UniformRange.around(0, settings.degrees());
    this.fill = settings.outside().toFill();
  }

  @Override
  public Affine draw(RandomGenerator random, ImageSize size) {
    return rotation(angles.draw(random), fill);
  }

  /** Turns the picture counter-clockwise by an angle in degrees. */
  static Affine rotation(double degrees, Fill fill) {
    double angle = Math.toRadians(degrees);
    // StrictMath: the same bits on any machine.
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new Affine(cos, -sin, 0, sin, cos, 0, Optional.of(fill));
  }
}
