package dev.graft.training.data;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;

/**
 * Makes decoded pictures fit a model's input: channels, size, orientation.
 *
 * @param input what the model is fed
 */
record ImageFitting(ImageInput input) {
  /** An image of the input's size. */
  Image fit(DecodedPicture picture) {
    int channels = input.size().channels();
    PixelRows rows = picture.rows();
    if (channels == 1 && rows.channels() == 3) {
      rows = new LumaRows(rows);
    }
    // Turning after resizing gives the same pixels as before it, and far fewer are moved.
    Orientation orientation = picture.orientation();
    ImageSize upright = input.size();
    int height = orientation.swapsSides() ? upright.width() : upright.height();
    int width = orientation.swapsSides() ? upright.height() : upright.width();
    byte[] pixels = TriangleResampling.of(rows, box(rows, height, width), height, width);
    if (channels == 3 && rows.channels() == 1) {
      pixels = repeated(pixels);
    }
    return orientation.upright(new Image(new ImageSize(height, width, channels), pixels));
  }

  private Box box(PixelRows rows, int height, int width) {
    if (input.resize() == Resize.STRETCH) {
      return new Box(0, 0, rows.height(), rows.width());
    }
    double scale =
        Math.min((double) rows.height() / height, (double) rows.width() / width)
            * input.cropFraction();
    double boxHeight = scale * height;
    double boxWidth = scale * width;
    return new Box(
        (rows.height() - boxHeight) / 2, (rows.width() - boxWidth) / 2, boxHeight, boxWidth);
  }

  private static byte[] repeated(byte[] grey) {
    byte[] rgb = new byte[grey.length * 3];
    for (int i = 0; i < grey.length; i++) {
      rgb[3 * i] = grey[i];
      rgb[3 * i + 1] = grey[i];
      rgb[3 * i + 2] = grey[i];
    }
    return rgb;
  }
}
