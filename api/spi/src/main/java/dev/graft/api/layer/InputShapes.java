package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import java.util.List;

/**
 * Checks of the shapes a layer is given, with messages that tell what it expected.
 *
 * @since 0.1
 */
@Stable
public final class InputShapes {
  private InputShapes() {}

  /**
   * The only input's shape.
   *
   * @throws IllegalArgumentException if there is not exactly one
   */
  public static Shape single(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("takes one input, found " + inputs.size());
    }
    return inputs.get(0);
  }

  /**
   * The only input's shape, {@code (height, width, channels)}.
   *
   * @throws IllegalArgumentException if there is not exactly one of that rank
   */
  public static Shape singleImage(List<Shape> inputs) {
    Shape input = single(inputs);
    if (!input.isImage()) {
      throw new IllegalArgumentException(
          "takes (height, width, channels), found "
              + input
              + (input.rank() == 1 ? ", a vector" : ""));
    }
    return input;
  }

  /**
   * The shape that two or more inputs share.
   *
   * @throws IllegalArgumentException if there are fewer than two or they differ
   */
  public static Shape equalShapes(List<Shape> inputs) {
    atLeastTwo(inputs);
    for (Shape input : inputs) {
      if (!input.equals(inputs.get(0))) {
        throw new IllegalArgumentException("takes inputs of one shape, found " + inputs);
      }
    }
    return inputs.get(0);
  }

  /**
   * Checks that there are two or more inputs.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public static void atLeastTwo(List<Shape> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException("takes two or more inputs, found " + inputs.size());
    }
  }
}
