package dev.graft.training.data;

import dev.graft.api.ImageSize;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.layer.HeightWidth;

/** The settings of a dataset that say how its pictures become images. */
final class ImageSettings {
  private ImageSettings() {}

  /**
   * What the settings come to.
   *
   * @throws IllegalArgumentException if they do not go together, for the user to read
   */
  static ImageInput input(HeightWidth size, int channels, Resize resize, double cropFraction) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "channels is 1 (greyscale) or 3 (red, green, blue), found " + channels);
    }
    if (resize == Resize.STRETCH && cropFraction != 1) {
      throw new IllegalArgumentException(
          "crop_fraction has no effect with resize: stretch; write resize: crop, or leave it out");
    }
    return new ImageInput(
        new ImageSize(size.height(), size.width(), channels), resize, cropFraction);
  }
}
