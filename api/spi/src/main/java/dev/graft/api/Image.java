package dev.graft.api;

import java.util.Arrays;

/**
 * One image: unsigned bytes in row-major {@code height, width, channels} order, channels red,
 * green, blue. Not copied: who makes an image hands its array over and must not change it
 * afterwards.
 *
 * @param size size of the image
 * @param pixels {@code size.bytes()} unsigned values, 0 to 255
 * @since 0.1
 */
@Stable
public record Image(ImageSize size, byte[] pixels) {
  /** Checks that the number of bytes fits the size. */
  public Image {
    if (pixels.length != size.bytes()) {
      throw new IllegalArgumentException(
          "an image of " + size + " has " + size.bytes() + " bytes, found " + pixels.length);
    }
  }

  /** One channel of one pixel, 0 to 255. */
  public int at(int y, int x, int channel) {
    return pixels[(y * size.width() + x) * size.channels() + channel] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && size.equals(image.size)
        && Arrays.equals(pixels, image.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * size.hashCode() + Arrays.hashCode(pixels);
  }

  @Override
  public String toString() {
    return "Image[" + size + "]";
  }
}
