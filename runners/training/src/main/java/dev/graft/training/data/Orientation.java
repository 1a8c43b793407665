package dev.graft.training.data;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;

/**
 * How a picture must be turned to stand upright: the EXIF tag {@code Orientation} (0x0112), whose
 * values 1 to 8 these are, in order.
 */
enum Orientation {
  UPRIGHT,
  MIRRORED,
  UPSIDE_DOWN,
  FLIPPED,
  TRANSPOSED,
  TURN_CLOCKWISE,
  TRANSVERSED,
  TURN_COUNTER_CLOCKWISE;

  /** The orientation of a tag's value; {@link #UPRIGHT} for one that EXIF does not define. */
  static Orientation ofTag(int value) {
    return value >= 1 && value <= 8 ? values()[value - 1] : UPRIGHT;
  }

  /** Whether height and width change places. */
  boolean swapsSides() {
    return compareTo(TRANSPOSED) >= 0;
  }

  /** The image turned upright; the image itself if it is. */
  Image upright(Image image) {
    if (this == UPRIGHT) {
      return image;
    }
    int oldHeight = image.size().height();
    int oldWidth = image.size().width();
    int channels = image.size().channels();
    int height = swapsSides() ? oldWidth : oldHeight;
    int width = swapsSides() ? oldHeight : oldWidth;
    byte[] old = image.pixels();
    byte[] pixels = new byte[old.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int oldY =
            switch (this) {
              case UPRIGHT, MIRRORED -> y;
              case UPSIDE_DOWN, FLIPPED -> oldHeight - 1 - y;
              case TRANSPOSED, TURN_COUNTER_CLOCKWISE -> x;
              case TURN_CLOCKWISE, TRANSVERSED -> oldHeight - 1 - x;
            };
        int oldX =
            switch (this) {
              case UPRIGHT, FLIPPED -> x;
              case MIRRORED, UPSIDE_DOWN -> oldWidth - 1 - x;
              case TRANSPOSED, TURN_CLOCKWISE -> y;
              case TRANSVERSED, TURN_COUNTER_CLOCKWISE -> oldWidth - 1 - y;
            };
        System.arraycopy(
            old, (oldY * oldWidth + oldX) * channels, pixels, (y * width + x) * channels, channels);
      }
    }
    return new Image(new ImageSize(height, width, channels), pixels);
  }
}
