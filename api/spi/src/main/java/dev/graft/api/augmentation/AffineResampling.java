package dev.graft.api.augmentation;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;

/**
 * One bilinear resampling of one image by one {@link Affine}. The new image has the old one's size.
 *
 * <p>Old coordinates are rounded to 1/65536 of a pixel, so that the rounding noise of sines and
 * cosines never shows: whole-pixel changes (flips, quarter turns of a square) copy pixels exactly.
 * From there on the arithmetic is exact in integers; a value halfway between two is rounded up.
 *
 * <p>Coordinates are held as 32.32 fixed-point numbers, so that a step to the next pixel is one
 * addition. Each row is cut in three: the middle part, whose four neighbours are all inside the old
 * image, needs no checks; only the two outer parts look at the fill.
 */
final class AffineResampling {
  /** One pixel in fixed point. */
  private static final double ONE = 0x1p32;

  /** Added once to a row's start: rounds to 1/65536 when the lower 16 bits are dropped. */
  private static final long HALF_GRID = 1L << 15;

  /** Beyond it, fixed-point coordinates could overflow. */
  private static final double FARTHEST = 0x1p29;

  private final byte[] old;
  private final byte[] drawn;
  private final int height;
  private final int width;
  private final int channels;
  private final Affine affine;
  private final Fill.Mode mode;
  private final int outside;
  private final long stepX;
  private final long stepY;

  private AffineResampling(Image image, Affine affine) {
    ImageSize size = image.size();
    this.old = image.pixels();
    this.drawn = new byte[old.length];
    this.height = size.height();
    this.width = size.width();
    this.channels = size.channels();
    this.affine = affine;
    Fill fill = affine.fill().orElseGet(Fill::nearest);
    this.mode = fill.mode();
    this.outside = (int) Math.round(fill.value() * 256);
    this.stepX = fixed(affine.xx());
    this.stepY = fixed(affine.yx());
  }

  /**
   * The changed image.
   *
   * @throws IllegalArgumentException if the change looks absurdly far away (2^29 pixels)
   */
  static Image resample(Image image, Affine affine) {
    ImageSize size = image.size();
    double farthest =
        Math.max(
            reach(affine.xx(), affine.xy(), affine.x0(), size),
            reach(affine.yx(), affine.yy(), affine.y0(), size));
    if (farthest > FARTHEST) {
      throw new IllegalArgumentException(
          "a change that looks %.3g pixels away from the image: %s".formatted(farthest, affine));
    }
    AffineResampling resampling = new AffineResampling(image, affine);
    for (int y = 0; y < size.height(); y++) {
      resampling.row(y);
    }
    return new Image(size, resampling.drawn);
  }

  private static double reach(double byX, double byY, double offset, ImageSize size) {
    return Math.abs(byX) * size.width()
        + Math.abs(byY) * size.height()
        + Math.abs(offset)
        + size.width()
        + size.height();
  }

  private static long fixed(double coordinate) {
    return Math.round(coordinate * ONE);
  }

  private void row(int y) {
    double centreX = (width - 1) / 2.0;
    double centreY = (height - 1) / 2.0;
    double fromCentre = y - centreY;
    long startX =
        fixed(affine.xy() * fromCentre - affine.xx() * centreX + affine.x0() + centreX) + HALF_GRID;
    long startY =
        fixed(affine.yy() * fromCentre - affine.yx() * centreX + affine.y0() + centreY) + HALF_GRID;
    int from = Math.max(first(startX, stepX, width), first(startY, stepY, height));
    int to = Math.min(end(startX, stepX, width), end(startY, stepY, height));
    if (from >= to) {
      filled(y, 0, width, startX, startY);
    } else {
      filled(y, 0, from, startX, startY);
      inside(y, from, to, startX, startY);
      filled(y, to, width, startX, startY);
    }
  }

  /** The first new column whose old coordinate has both its neighbours inside, if any has. */
  private int first(long start, long step, int size) {
    long last = ((long) (size - 1) << 32) - 1;
    if (step == 0) {
      return start >= 0 && start <= last ? 0 : width;
    }
    long column = step > 0 ? ceilDiv(-start, step) : ceilDiv(start - last, -step);
    return (int) Math.min(Math.max(column, 0), width);
  }

  /** One past the last new column whose old coordinate has both its neighbours inside. */
  private int end(long start, long step, int size) {
    long last = ((long) (size - 1) << 32) - 1;
    if (step == 0) {
      return start >= 0 && start <= last ? width : 0;
    }
    long column = step > 0 ? Math.floorDiv(last - start, step) : Math.floorDiv(start, -step);
    return (int) Math.min(Math.max(column + 1, 0), width);
  }

  private static long ceilDiv(long dividend, long divisor) {
    return -Math.floorDiv(-dividend, divisor);
  }

  /** Columns {@code from} to {@code to} of a row, all neighbours being inside the old image. */
  private void inside(int y, int from, int to, long startX, long startY) {
    byte[] source = old;
    byte[] target = drawn;
    int pixel = channels;
    int line = width * channels;
    long dx = stepX;
    long dy = stepY;
    long x = startX + from * dx;
    long oldY = startY + from * dy;
    int at = (y * width + from) * pixel;
    for (int column = from; column < to; column++) {
      int wx = (int) (x >>> 16) & 0xffff;
      long wy = (oldY >>> 16) & 0xffff;
      int i = (int) (oldY >> 32) * line + (int) (x >> 32) * pixel;
      // An image has one channel or three. Written out: a loop over them costs a third more.
      target[at++] = mixed(source, i, pixel, line, wx, wy);
      if (pixel == 3) {
        target[at++] = mixed(source, i + 1, pixel, line, wx, wy);
        target[at++] = mixed(source, i + 2, pixel, line, wx, wy);
      }
      x += dx;
      oldY += dy;
    }
  }

  /** The value between four neighbours, the first of them at {@code i}. */
  private static byte mixed(byte[] source, int i, int pixel, int line, int wx, long wy) {
    int a = source[i] & 0xff;
    int b = source[i + pixel] & 0xff;
    int c = source[i + line] & 0xff;
    int d = source[i + line + pixel] & 0xff;
    int top = (a << 16) + (b - a) * wx;
    int bottom = (c << 16) + (d - c) * wx;
    return (byte) ((((long) top << 16) + (bottom - top) * wy + (1L << 31)) >> 32);
  }

  /** Columns {@code from} to {@code to} of a row, with neighbours outside the old image. */
  private void filled(int y, int from, int to, long startX, long startY) {
    int at = (y * width + from) * channels;
    for (int column = from; column < to; column++) {
      long x = startX + column * stepX;
      long oldY = startY + column * stepY;
      long wx = (x >>> 16) & 0xffff;
      long wy = (oldY >>> 16) & 0xffff;
      int left = index((int) (x >> 32), width);
      int right = index((int) (x >> 32) + 1, width);
      int above = index((int) (oldY >> 32), height);
      int below = index((int) (oldY >> 32) + 1, height);
      for (int channel = 0; channel < channels; channel++) {
        long a = value(above, left, channel);
        long b = value(above, right, channel);
        long c = value(below, left, channel);
        long d = value(below, right, channel);
        long top = (a << 16) + (b - a) * wx;
        long bottom = (c << 16) + (d - c) * wx;
        drawn[at++] = (byte) (((top << 16) + (bottom - top) * wy + (1L << 39)) >> 40);
      }
    }
  }

  /** Where a row or column is found in the old image; -1 if it has the fill's value. */
  private int index(int i, int size) {
    if (i >= 0 && i < size) {
      return i;
    }
    return switch (mode) {
      case NEAREST -> i < 0 ? 0 : size - 1;
      case CONSTANT -> -1;
      case REFLECT -> {
        int folded = Math.floorMod(i, 2 * size);
        yield folded < size ? folded : 2 * size - 1 - folded;
      }
      case WRAP -> Math.floorMod(i, size);
    };
  }

  /** A pixel's value in 1/256, since a fill's value may be a fraction. */
  private int value(int y, int x, int channel) {
    return y < 0 || x < 0 ? outside : (old[(y * width + x) * channels + channel] & 0xff) << 8;
  }
}
