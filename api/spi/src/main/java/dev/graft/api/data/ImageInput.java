package dev.graft.api.data;

import dev.graft.api.ImageSize;
import dev.graft.api.Stable;

/**
 * How pictures become a model's input. Saved with the model, so that prediction reads pictures as
 * training did.
 *
 * @param size size of the images
 * @param resize how pictures get that size
 * @param cropFraction for {@link Resize#CROP}: the share of the picture's short side that stays, in
 *     (0, 1]; 0.875 is "short side 256, centre crop 224"
 * @since 0.1
 */
@Stable
public record ImageInput(ImageSize size, Resize resize, double cropFraction) {
  /** Checks the range. */
  public ImageInput {
    if (!(cropFraction > 0 && cropFraction <= 1)) {
      throw new IllegalArgumentException("a crop fraction is in (0, 1], found " + cropFraction);
    }
  }

  /** Pictures stretched to a size. */
  public static ImageInput stretch(ImageSize size) {
    return new ImageInput(size, Resize.STRETCH, 1);
  }
}
