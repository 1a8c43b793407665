package dev.graft.architectures.pytorch;

import dev.graft.api.Shape;
import java.util.Arrays;

/**
 * A tensor as PyTorch keeps it: some elements of a storage.
 *
 * @param storage the elements
 * @param offset number of its first one
 * @param shape its sizes, all above 0
 * @param strides for each axis, how many elements further the next one is
 */
record TensorView(Storage storage, long offset, Shape shape, long[] strides) {
  /** Checks that all elements are in the storage. */
  TensorView {
    if (offset < 0 || strides.length != shape.rank()) {
      throw new IllegalArgumentException(
          "offset %d, shape %s and strides %s do not go together"
              .formatted(offset, shape, Arrays.toString(strides)));
    }
    shape.intSize();
    long last = offset;
    for (int axis = 0; axis < strides.length; axis++) {
      if (strides[axis] < 0) {
        throw new IllegalArgumentException("has strides " + Arrays.toString(strides));
      }
      long span = Math.multiplyExact(shape.dimension(axis) - 1L, strides[axis]);
      last = Math.addExact(last, span);
    }
    if (last >= storage.length()) {
      throw new IllegalArgumentException(
          "reaches to element %d of a storage of %d".formatted(last, storage.length()));
    }
  }

  /**
   * The tensor's values, row-major.
   *
   * @param elements the storage's
   */
  float[] values(float[] elements) {
    int size = shape.intSize();
    int first = Math.toIntExact(offset);
    if (isContiguous()) {
      return Arrays.copyOfRange(elements, first, first + size);
    }
    float[] values = new float[size];
    int[] index = new int[strides.length];
    long at = offset;
    for (int i = 0; i < size; i++) {
      values[i] = elements[(int) at];
      for (int axis = index.length - 1; axis >= 0; axis--) {
        at += strides[axis];
        if (++index[axis] < shape.dimension(axis)) {
          break;
        }
        at -= index[axis] * strides[axis];
        index[axis] = 0;
      }
    }
    return values;
  }

  private boolean isContiguous() {
    long expected = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      if (shape.dimension(axis) != 1 && strides[axis] != expected) {
        return false;
      }
      expected *= shape.dimension(axis);
    }
    return true;
  }
}
