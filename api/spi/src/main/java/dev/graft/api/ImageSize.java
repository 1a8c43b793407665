package dev.graft.api;

/**
 * Size of the images a network is fed.
 *
 * @param height pixels, at least 1
 * @param width pixels, at least 1
 * @param channels 1 for greyscale, 3 for red, green, blue
 * @since 0.1
 */
@Stable
public record ImageSize(int height, int width, int channels) {
  /** Checks the ranges. */
  public ImageSize {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "an image is at least 1x1 pixels, found " + height + "x" + width);
    }
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "an image has 1 channel (greyscale) or 3 (RGB), found " + channels);
    }
  }

  /** Size of a colour image. */
  public static ImageSize rgb(int height, int width) {
    return new ImageSize(height, width, 3);
  }

  /** The same as a shape {@code (height, width, channels)}. */
  public Shape shape() {
    return Shape.of(height, width, channels);
  }

  /** Number of bytes of one image. */
  public int bytes() {
    return Math.multiplyExact(Math.multiplyExact(height, width), channels);
  }

  @Override
  public String toString() {
    return height + "x" + width + "x" + channels;
  }
}
