package dev.graft.api.weights;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import java.util.Arrays;

/**
 * Values of a parameter in the neutral layout (Keras's): row-major, kernels {@code (height, width,
 * inputs, outputs)}. Not copied: who makes one hands its array over.
 *
 * @param shape its shape
 * @param values as many as the shape has elements
 * @since 0.1
 */
@Stable
public record FloatTensor(Shape shape, float[] values) {
  /** Checks that the number of values fits the shape. */
  public FloatTensor {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "a tensor of shape "
              + shape
              + " has "
              + shape.size()
              + " values, found "
              + values.length);
    }
  }

  /** Equal shape and bit-identical values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FloatTensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "FloatTensor" + shape;
  }
}
