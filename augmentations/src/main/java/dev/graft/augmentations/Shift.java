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
 * Moves the image by shares of its width and height drawn evenly from ±{@code width} and ±{@code
 * height}; Keras {@code ImageDataGenerator(width_shift_range, height_shift_range)} with shares. A
 * positive share moves the picture to the right, or down. By parts of a pixel too.
 */
public final class Shift implements Augmentation {
  /**
   * Settings of {@link Shift}; at least one of width and height is given.
   *
   * @param width largest move to either side as a share of the width, in [0, 1]
   * @param height largest move up or down as a share of the height, in [0, 1]
   * @param outside what is seen outside the image
   */
  public record Settings(
      @Setting(
              value = "Largest move to the left or right; none if left out.",
              min = 0,
              max = 1,
              unit = "share of the width",
              example = "0.1")
          OptionalDouble width,
      @Setting(
              value = "Largest move up or down; none if left out.",
              min = 0,
              max = 1,
              unit = "share of the height",
              example = "0.1")
          OptionalDouble height,
      @Flat Fill.Settings outside) {
    /** Checks the ranges, and that something is moved. */
    public Settings {
      if (width.isEmpty() && height.isEmpty()) {
        throw new IllegalArgumentException(
            "a shift has 'width', 'height' or both, such as 0.1; found neither");
      }
      shares("width", width);
      shares("height", height);
    }

    /** With a fill in values. */
    public Settings(OptionalDouble width, OptionalDouble height, Fill.Mode fill, double fillValue) {
      this(width, height, new Fill.Settings(fill, fillValue));
    }

    private static UniformRange shares(String name, OptionalDouble setting) {
      double share = setting.orElse(0);
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "a shift's %s is a share in [0, 1], found %s".formatted(name, share));
      }
      return UniformRange.around(0, share);
    }
  }

  private final UniformRange widths;
  private final UniformRange heights;
  private final Fill fill;

  /** Shifts by these settings. */
  @Inject
  public Shift(Settings settings) {
    this.widths = Settings.shares("width", settings.width());
    this.heights = Settings.shares("height", settings.height());
    this.fill = settings.outside().toFill();
  }

  @Override
  public Affine draw(RandomGenerator random, ImageSize size) {
    double right = widths.draw(random) * size.width();
    double down = heights.draw(random) * size.height();
    return shift(right, down, fill);
  }

  /** Moves the picture by pixels. */
  static Affine shift(double right, double down, Fill fill) {
    return new Affine(1, 0, -right, 0, 1, -down, Optional.of(fill));
  }
}
