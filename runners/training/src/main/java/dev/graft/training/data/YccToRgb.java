package dev.graft.training.data;

/**
 * libjpeg's way from YCbCr to RGB ({@code jdcolor.c}), with its integers and its tables: one for
 * each multiplication, and one that limits the sum to 0 … 255.
 */
final class YccToRgb {
  private static final int VALUES = 256;
  private static final int HALF = 1 << 15;

  private static final int[] RED = new int[VALUES];
  private static final int[] BLUE = new int[VALUES];
  private static final int[] GREEN_BY_BLUE = new int[VALUES];
  private static final int[] GREEN_BY_RED = new int[VALUES];

  /** For sums from -256 to 511. */
  private static final float[] LIMITED = new float[3 * VALUES];

  static {
    for (int i = 0; i < LIMITED.length; i++) {
      LIMITED[i] = Math.min(Math.max(i - VALUES, 0), 255);
    }
    for (int i = 0; i < VALUES; i++) {
      int chroma = i - 128;
      RED[i] = ((91881 * chroma + HALF) >> 16) + VALUES;
      BLUE[i] = ((116130 * chroma + HALF) >> 16) + VALUES;
      GREEN_BY_BLUE[i] = -22554 * chroma + HALF + (VALUES << 16);
      GREEN_BY_RED[i] = -46802 * chroma;
    }
  }

  private YccToRgb() {}

  /** Red in [0, 255], of two samples in [0, 255]. */
  static float red(int luma, int red) {
    return LIMITED[luma + RED[red]];
  }

  /** Green in [0, 255], of three samples in [0, 255]. */
  static float green(int luma, int blue, int red) {
    return LIMITED[luma + ((GREEN_BY_BLUE[blue] + GREEN_BY_RED[red]) >> 16)];
  }

  /** Blue in [0, 255], of two samples in [0, 255]. */
  static float blue(int luma, int blue) {
    return LIMITED[luma + BLUE[blue]];
  }
}
