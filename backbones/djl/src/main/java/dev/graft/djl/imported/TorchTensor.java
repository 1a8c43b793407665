package dev.graft.djl.imported;

import java.util.List;

/**
 * A tensor of an archive: where its values lie, not the values.
 *
 * @param storage name of the entry that holds them
 * @param type PyTorch's name of the storage's type, such as {@code FloatStorage}
 * @param offset index of the first element in the storage
 * @param sizes the size of each axis
 * @param strides elements between neighbours along each axis
 */
record TorchTensor(
    String storage, String type, long offset, List<Integer> sizes, List<Long> strides) {
  /** Number of elements. */
  long count() {
    return sizes.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  /** Whether its elements are fractions: numbers that are learnt, no counters. */
  boolean isFloating() {
    return List.of("FloatStorage", "DoubleStorage", "HalfStorage", "BFloat16Storage")
        .contains(type);
  }

  /** Whether its elements are 32-bit floats. */
  boolean isFloat32() {
    return type.equals("FloatStorage");
  }
}
