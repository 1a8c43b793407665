package dev.graft.api.engine;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Input;

/**
 * Some examples, fed to a network together. Arrays are not copied.
 *
 * @since 0.1
 */
@Stable
public sealed interface Batch {
  /** Number of examples, at least 1. */
  int count();

  /** Shape of one example. */
  Shape exampleShape();

  /**
   * Checks that this is what a network takes.
   *
   * @throws IllegalArgumentException if shape or type is another
   */
  default void requireFor(Input input) {
    Input.ElementType type =
        this instanceof Pixels ? Input.ElementType.UINT8 : Input.ElementType.FLOAT32;
    if (type != input.type() || !exampleShape().equals(input.shape())) {
      throw new IllegalArgumentException(
          "input '%s' takes %s %s, found %s %s"
              .formatted(input.name(), input.type(), input.shape(), type, exampleShape()));
    }
  }

  /**
   * Images.
   *
   * @param count number of images
   * @param size size of each
   * @param values their bytes, one image after the other
   */
  record Pixels(int count, ImageSize size, byte[] values) implements Batch {
    /** Checks that the number of bytes fits. */
    public Pixels {
      if (count < 1 || values.length != (long) count * size.bytes()) {
        throw new IllegalArgumentException(
            "%d images of %s do not have %d bytes".formatted(count, size, values.length));
      }
    }

    @Override
    public Shape exampleShape() {
      return size.shape();
    }
  }

  /**
   * Features, scores or targets.
   *
   * @param count number of examples
   * @param exampleShape shape of each
   * @param values row-major, one example after the other
   */
  record Floats(int count, Shape exampleShape, float[] values) implements Batch {
    /** Checks that the number of values fits. */
    public Floats {
      if (count < 1 || values.length != count * exampleShape.size()) {
        throw new IllegalArgumentException(
            "%d examples of %s do not have %d values"
                .formatted(count, exampleShape, values.length));
      }
    }

    /** A copy of one example's values. */
    public float[] example(int index) {
      int size = exampleShape.intSize();
      return java.util.Arrays.copyOfRange(values, index * size, (index + 1) * size);
    }
  }
}
