package dev.graft.api.augmentation;

/**
 * What is seen outside an image's edges, as in Keras ({@code fill_mode}) and SciPy.
 *
 * @param mode how the image goes on
 * @param value the value of {@link Mode#CONSTANT}, 0 to 255
 */
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

  /** Checks the range. */
  public Fill {
    if (!(value >= 0 && value <= 255)) {
      throw new IllegalArgumentException("a fill value is in [0, 255], found " + value);
    }
  }

  /** Edge replication. */
  public static Fill nearest() {
    return new Fill(Mode.NEAREST, 0);
  }
}
