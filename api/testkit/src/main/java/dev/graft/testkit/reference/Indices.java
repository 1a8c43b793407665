package dev.graft.testkit.reference;

import java.util.Arrays;

/** Where the elements of one tensor are found in another that lacks or repeats some of its axes. */
final class Indices {
  private Indices() {}

  /**
   * For each element of a tensor in row-major order, the sum of its coordinates times strides.
   *
   * @param dimensions the tensor's sizes
   * @param strides one for each axis; 0 for an axis that the other tensor does not run along
   */
  static int[] of(int[] dimensions, int[] strides) {
    int[] indices = new int[Tensor.size(dimensions)];
    int[] position = new int[dimensions.length];
    int index = 0;
    for (int i = 0; i < indices.length; i++) {
      indices[i] = index;
      for (int axis = dimensions.length - 1; axis >= 0; axis--) {
        position[axis]++;
        index += strides[axis];
        if (position[axis] < dimensions[axis]) {
          break;
        }
        index -= strides[axis] * dimensions[axis];
        position[axis] = 0;
      }
    }
    return indices;
  }

  /** Row-major strides of a tensor. */
  static int[] strides(int[] dimensions) {
    int[] strides = new int[dimensions.length];
    int stride = 1;
    for (int axis = dimensions.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dimensions[axis];
    }
    return strides;
  }

  /**
   * The sizes of two tensors broadcast as NumPy does: last axes aligned, an axis of size 1
   * repeated.
   *
   * @throws IllegalArgumentException if they do not fit
   */
  static int[] broadcast(int[] a, int[] b) {
    int[] dimensions = new int[Math.max(a.length, b.length)];
    for (int axis = 1; axis <= dimensions.length; axis++) {
      int sizeA = axis <= a.length ? a[a.length - axis] : 1;
      int sizeB = axis <= b.length ? b[b.length - axis] : 1;
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new IllegalArgumentException(
            "%s and %s do not broadcast".formatted(Arrays.toString(a), Arrays.toString(b)));
      }
      dimensions[dimensions.length - axis] = Math.max(sizeA, sizeB);
    }
    return dimensions;
  }

  /** For each element of a broadcast result, which element of a source it comes from. */
  static int[] inSource(int[] result, int[] source) {
    int[] own = strides(source);
    int[] strides = new int[result.length];
    int missing = result.length - source.length;
    for (int axis = missing; axis < result.length; axis++) {
      strides[axis] = source[axis - missing] == 1 ? 0 : own[axis - missing];
    }
    return of(result, strides);
  }
}
