package dev.graft.training.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import org.junit.jupiter.api.Test;

class YccToRgbTest {
  private static final int HALF = 1 << 15;

  @Test
  void everyColourIsLibjpegs() {
    for (int blue = 0; blue < 256; blue++) {
      for (int red = 0; red < 256; red++) {
        int toRed = (91881 * (red - 128) + HALF) >> 16;
        int toGreen = (-22554 * (blue - 128) - 46802 * (red - 128) + HALF) >> 16;
        int toBlue = (116130 * (blue - 128) + HALF) >> 16;
        for (int luma = 0; luma < 256; luma++) {
          long colours = YccToRgb.of(luma, blue, red);
          boolean equal =
              YccToRgb.red(colours) == limited(luma + toRed)
                  && YccToRgb.green(colours) == limited(luma + toGreen)
                  && YccToRgb.blue(colours) == limited(luma + toBlue);
          if (!equal) {
            fail("Y %d, Cb %d, Cr %d".formatted(luma, blue, red));
          }
        }
      }
    }
  }

  @Test
  void greyStaysGrey() {
    long colours = YccToRgb.of(77, 128, 128);
    assertEquals(77, YccToRgb.red(colours));
    assertEquals(77, YccToRgb.green(colours));
    assertEquals(77, YccToRgb.blue(colours));
  }

  private static int limited(int sum) {
    return Math.min(Math.max(sum, 0), 255);
  }
}
