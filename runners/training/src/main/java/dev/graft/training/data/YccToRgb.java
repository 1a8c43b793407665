package dev.graft.training.data;

/**
 * libjpeg's way from YCbCr to RGB ({@code jdcolor.c}), with its integers: 16 bits are a fraction.
 * All samples and colours are in [0, 255].
 */
final class YccToRgb {
  private static final int CENTRE = 128;
  private static final int HALF = 1 << 15;

  private YccToRgb() {}

  /** Red of luma and the red difference. */
  static int red(int luma, int red) {
    return limited(luma + ((91881 * (red - CENTRE) + HALF) >> 16));
  }

  /** Green of luma and both differences. */
  static int green(int luma, int blue, int red) {
    return limited(luma + ((-22554 * (blue - CENTRE) - 46802 * (red - CENTRE) + HALF) >> 16));
  }

  /** Blue of luma and the blue difference. */
  static int blue(int luma, int blue) {
    return limited(luma + ((116130 * (blue - CENTRE) + HALF) >> 16));
  }

  private static int limited(int value) {
    return Math.min(Math.max(value, 0), 255);
  }
}
