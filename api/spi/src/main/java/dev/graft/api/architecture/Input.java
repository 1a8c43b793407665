package dev.graft.api.architecture;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.Stable;

/**
 * What a network is fed.
 *
 * @param name name of the input, {@code input} unless a published network says otherwise
 * @param shape shape of one example
 * @param type what an element is
 * @since 0.1
 */
@Stable
public record Input(String name, Shape shape, ElementType type) {
  /** What an element of the input is. */
  public enum ElementType {
    /** Unsigned bytes: images as decoded. The engine turns them into floats 0 to 255. */
    UINT8,
    /** 32-bit floats: features. */
    FLOAT32
  }

  /** Images as decoded: unsigned bytes. */
  public static Input image(ImageSize size) {
    return new Input("input", size.shape(), ElementType.UINT8);
  }

  /** Features that another network has computed. */
  public static Input features(Shape shape) {
    return new Input("features", shape, ElementType.FLOAT32);
  }
}
