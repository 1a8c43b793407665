package dev.graft.api;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of one example's tensor or of a parameter, without a batch dimension. Images are {@code
 * (height, width, channels)}; convolution kernels {@code (height, width, inputs, outputs)}.
 *
 * @since 0.1
 */
@Stable
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dimensions;

  private Shape(int[] dimensions) {
    this.dimensions = dimensions;
  }

  /**
   * Makes a shape.
   *
   * @param dimensions sizes, each at least 1; none for a scalar
   * @throws IllegalArgumentException if a size is below 1
   */
  public static Shape of(int... dimensions) {
    for (int dimension : dimensions) {
      if (dimension < 1) {
        throw new IllegalArgumentException(
            "every dimension of a shape must be at least 1, found " + Arrays.toString(dimensions));
      }
    }
    return dimensions.length == 0 ? SCALAR : new Shape(dimensions.clone());
  }

  /** The shape without dimensions. */
  public static Shape scalar() {
    return SCALAR;
  }

  /** Number of dimensions. */
  public int rank() {
    return dimensions.length;
  }

  /**
   * Size of one dimension.
   *
   * @param axis from 0; negative counts from the end, -1 being the last
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public int dimension(int axis) {
    return dimensions[axis < 0 ? dimensions.length + axis : axis];
  }

  /** All sizes, as a copy. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** Whether this is {@code (height, width, channels)}. */
  public boolean isImage() {
    return dimensions.length == 3;
  }

  /** Height of an image-like shape {@code (height, width, channels)}. */
  public int height() {
    requireImage();
    return dimensions[0];
  }

  /** Width of an image-like shape {@code (height, width, channels)}. */
  public int width() {
    requireImage();
    return dimensions[1];
  }

  /** The last dimension: the channels of an image, the features of a vector. */
  public int channels() {
    if (dimensions.length == 0) {
      throw new IllegalStateException("a scalar has no channels");
    }
    return dimensions[dimensions.length - 1];
  }

  /** Number of elements: the product of the sizes, 1 for a scalar. */
  public long size() {
    long size = 1;
    for (int dimension : dimensions) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  /**
   * Number of elements as an int, for arrays.
   *
   * @throws ArithmeticException if it does not fit
   */
  public int intSize() {
    return Math.toIntExact(size());
  }

  private void requireImage() {
    if (!isImage()) {
      throw new IllegalStateException("expected (height, width, channels), found " + this);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dimensions, shape.dimensions);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dimensions);
  }

  /** As Keras prints it, less the batch: {@code (26, 26, 32)}. */
  @Override
  public String toString() {
    return IntStream.of(dimensions)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
