package dev.graft.api.augmentation;

import dev.graft.api.Stable;
import dev.graft.api.plugin.Setting;
import java.util.Locale;

/**
 * What is seen outside an image's edges, as in Keras ({@code fill_mode}) and SciPy. The image goes
 * on pixel by pixel, so a place between an edge and what is outside is a mixture of the two, as
 * between any two pixels (SciPy's {@code grid-constant} and {@code grid-wrap}).
 *
 * @param mode how the image goes on
 * @param value the value of {@link Mode#CONSTANT}, 0 to 255; 0 with the others
 * @since 0.1
 */
@Stable
public record Fill(Mode mode, double value) {
  /** How the image goes on beyond its edges. */
  public enum Mode {
    /** The edge's pixel: {@code aaaa|abcd|dddd}. */
    NEAREST,
    /** One value: {@code kkkk|abcd|kkkk}. */
    CONSTANT,
    /** Mirrored at the edge: {@code dcba|abcd|dcba}. */
    REFLECT,
    /** Repeated: {@code abcd|abcd|abcd}. */
    WRAP
  }

  /**
   * How settings say it: {@code fill} and {@code fill_value}, beside an augmentation's others.
   *
   * @param fill how the image goes on
   * @param fillValue the value of {@link Mode#CONSTANT}, 0 to 255; 0 with the others
   */
  public record Settings(
      @Setting(value = "What is seen outside the image.", defaultValue = "nearest") Mode fill,
      @Setting(
              value = "The value outside the image with fill 'constant'.",
              defaultValue = "0",
              min = 0,
              max = 255)
          double fillValue) {
    /** Checks what a fill checks. */
    public Settings {
      Fill unused = new Fill(fill, fillValue);
    }

    /** The fill. */
    public Fill toFill() {
      return new Fill(fill, fillValue);
    }
  }

  /** Checks the range, and that a value is given only where it is used. */
  public Fill {
    if (!(value >= 0 && value <= 255)) {
      throw new IllegalArgumentException("a fill value is in [0, 255], found " + value);
    }
    if (value != 0 && mode != Mode.CONSTANT) {
      throw new IllegalArgumentException(
          "a fill value is for fill 'constant' only, found %s with '%s'"
              .formatted(value, mode.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Edge replication. */
  public static Fill nearest() {
    return new Fill(Mode.NEAREST, 0);
  }
}
