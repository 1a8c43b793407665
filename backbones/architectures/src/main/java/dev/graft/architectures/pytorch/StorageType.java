package dev.graft.architectures.pytorch;

import dev.graft.api.weights.FloatFormat;
import java.util.Optional;

/** The classes of storages that tensors in a state dict have, by their names in {@code torch}. */
enum StorageType {
  DOUBLE("DoubleStorage", 8, FloatFormat.FLOAT64),
  FLOAT("FloatStorage", 4, FloatFormat.FLOAT32),
  HALF("HalfStorage", 2, FloatFormat.FLOAT16),
  BFLOAT16("BFloat16Storage", 2, FloatFormat.BFLOAT16),
  LONG("LongStorage", 8, null),
  INT("IntStorage", 4, null),
  SHORT("ShortStorage", 2, null),
  CHAR("CharStorage", 1, null),
  BYTE("ByteStorage", 1, null),
  BOOL("BoolStorage", 1, null);

  private final String pythonName;
  private final int size;
  private final FloatFormat format;

  StorageType(String pythonName, int size, FloatFormat format) {
    this.pythonName = pythonName;
    this.size = size;
    this.format = format;
  }

  /** The class's name, after {@code torch.}. */
  String pythonName() {
    return pythonName;
  }

  /** Bytes of one element. */
  int size() {
    return size;
  }

  /** How floating-point numbers are written; empty for storages of other elements. */
  Optional<FloatFormat> format() {
    return Optional.ofNullable(format);
  }
}
