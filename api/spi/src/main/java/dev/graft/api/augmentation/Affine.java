package dev.graft.api.augmentation;

import dev.graft.api.Stable;
import java.util.Optional;

/**
 * A geometric change: where in the old image each pixel of the new one is taken from. Coordinates
 * are in pixels from the image's centre, {@code x} to the right, {@code y} down: {@code oldX = xx *
 * x + xy * y + x0}, {@code oldY = yx * x + yy * y + y0}. Consecutive ones are multiplied, so an
 * image is resampled once however many there are.
 *
 * @param xx old x by new x
 * @param xy old x by new y
 * @param x0 old x of the new centre
 * @param yx old y by new x
 * @param yy old y by new y
 * @param y0 old y of the new centre
 * @param fill what is seen outside the image; empty if the change never looks there (edge
 *     replication, if it does after all)
 * @since 0.1
 */
@Stable
public record Affine(
    double xx, double xy, double x0, double yx, double yy, double y0, Optional<Fill> fill)
    implements Change {
  /** Checks that all numbers are finite. */
  public Affine {
    // Infinities and NaN are the numbers that 0 does not make 0.
    if ((xx + xy + x0 + yx + yy + y0) * 0 != 0) {
      throw new IllegalArgumentException(
          "an affine change has finite numbers, found %s %s %s, %s %s %s"
              .formatted(xx, xy, x0, yx, yy, y0));
    }
  }

  /** The change that changes nothing. */
  public static Affine identity() {
    return new Affine(1, 0, 0, 0, 1, 0, Optional.empty());
  }

  /** Whether it changes nothing. */
  public boolean isIdentity() {
    return xx == 1 && xy == 0 && x0 == 0 && yx == 0 && yy == 1 && y0 == 0;
  }

  /** Whether one resampling can do both: at most one of them fills, or both fill alike. */
  public boolean joins(Affine next) {
    return fill.isEmpty() || next.fill.isEmpty() || fill.equals(next.fill);
  }

  /**
   * This change and then another, as one.
   *
   * @throws IllegalArgumentException if they fill differently
   */
  public Affine then(Affine next) {
    if (!joins(next)) {
      throw new IllegalArgumentException("changes that fill differently cannot be joined");
    }
    return new Affine(
        xx * next.xx + xy * next.yx,
        xx * next.xy + xy * next.yy,
        xx * next.x0 + xy * next.y0 + x0,
        yx * next.xx + yy * next.yx,
        yx * next.xy + yy * next.yy,
        yx * next.x0 + yy * next.y0 + y0,
        fill.or(next::fill));
  }
}
