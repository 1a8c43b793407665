package dev.graft.api.augmentation;

import dev.graft.api.ImageSize;
import dev.graft.api.Stable;
import java.util.random.RandomGenerator;

/**
 * A random change of a training image that does not change its class.
 *
 * @since 0.1
 */
@Stable
public interface Augmentation {
  /**
   * Draws one change. The same generator state gives the same change.
   *
   * @param random a generator of this image, epoch and augmentation's own
   * @param size size of the image
   */
  Change draw(RandomGenerator random, ImageSize size);
}
