package dev.graft.api.augmentation;

import dev.graft.api.Image;
import dev.graft.api.Stable;
import java.util.function.UnaryOperator;

/**
 * What an augmentation does to one image.
 *
 * @since 0.1
 */
@Stable
public sealed interface Change permits Affine, Change.Pixels {
  /**
   * A change of the pixels' values, such as of brightness.
   *
   * @param of gives a new image of the same size; must not change the one it gets
   */
  record Pixels(UnaryOperator<Image> of) implements Change {}
}
