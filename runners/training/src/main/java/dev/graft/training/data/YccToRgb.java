package dev.graft.training.data;

/**
 * libjpeg's way from YCbCr to RGB ({@code jdcolor.c}), with its integers and its tables. Each table
 * has a sample's share of all colours in one number, in bits of their own, so that a pixel costs
 * two additions: blue's in the lowest 10 bits, red's in the next 10, and above them green's, of
 * which 16 are a fraction. All are greater by 256 than the colour, for none to become negative.
 */
final class YccToRgb {
  private static final int VALUES = 256;
  private static final int HALF = 1 << 15;

  private static final int COLOUR = 10;
  private static final int RED = COLOUR;
  private static final int GREEN = 2 * COLOUR;
  private static final int GREEN_WHOLE = GREEN + 16;
  private static final int MASK = (1 << COLOUR) - 1;

  private static final long LUMA = 1 | 1L << RED | 1L << GREEN_WHOLE;
  private static final long[] BY_BLUE = new long[VALUES];
  private static final long[] BY_RED = new long[VALUES];

  /** What a colour's bits say, limited to 0 … 255. */
  private static final float[] LIMITED = new float[MASK + 1];

  static {
    for (int i = 0; i < LIMITED.length; i++) {
      LIMITED[i] = Math.min(Math.max(i - VALUES, 0), 255);
    }
    for (int i = 0; i < VALUES; i++) {
      long chroma = i - 128L;
      long red = ((91881 * chroma + HALF) >> 16) + VALUES;
      long blue = ((116130 * chroma + HALF) >> 16) + VALUES;
      long green = -22554 * chroma + HALF + (VALUES << 16);
      BY_RED[i] = (red << RED) + ((-46802 * chroma) << GREEN);
      BY_BLUE[i] = blue + (green << GREEN);
    }
  }

  private YccToRgb() {}

  /** The colours of three samples in [0, 255], for the methods below. */
  static long of(int luma, int blue, int red) {
    return LUMA * luma + BY_BLUE[blue] + BY_RED[red];
  }

  /** Red in [0, 255]. */
  static float red(long colours) {
    return LIMITED[(int) (colours >> RED) & MASK];
  }

  /** Green in [0, 255]. */
  static float green(long colours) {
    return LIMITED[(int) (colours >> GREEN_WHOLE) & MASK];
  }

  /** Blue in [0, 255]. */
  static float blue(long colours) {
    return LIMITED[(int) colours & MASK];
  }
}
