package dev.graft.tensorflow;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Copies between Java arrays and TensorFlow's memory. Who asks for a tensor owns it. */
final class HostTensors {
  private HostTensors() {}

  /** A scalar. */
  static TFloat32 scalar(double value) {
    return TFloat32.scalarOf((float) value);
  }

  /** A whole array as a tensor. */
  static TFloat32 floats(dev.graft.api.Shape shape, float[] values) {
    return TFloat32.tensorOf(
        shape(shape), tensor -> tensor.asRawTensor().data().asFloats().write(values));
  }

  /**
   * Some examples of an array that holds more.
   *
   * @param first index of the first example
   * @param count number of examples
   */
  static TFloat32 floats(dev.graft.api.Shape example, float[] values, int first, int count) {
    int size = example.intSize();
    return TFloat32.tensorOf(
        batchShape(example, count),
        tensor -> tensor.asRawTensor().data().asFloats().write(values, first * size, count * size));
  }

  /** Some examples of an array of bytes that holds more. */
  static TUint8 bytes(dev.graft.api.Shape example, byte[] values, int first, int count) {
    int size = example.intSize();
    return TUint8.tensorOf(
        batchShape(example, count),
        tensor -> tensor.asRawTensor().data().write(values, first * size, count * size));
  }

  /** A copy of a tensor's values. */
  static float[] read(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  /** The shape of a tensor without a batch. */
  static Shape shape(dev.graft.api.Shape shape) {
    long[] dimensions = new long[shape.rank()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = shape.dimension(axis);
    }
    return Shape.of(dimensions);
  }

  /**
   * The shape of a batch.
   *
   * @param count number of examples, or {@link Shape#UNKNOWN_SIZE}
   */
  static Shape batchShape(dev.graft.api.Shape example, long count) {
    return shape(example).prepend(count);
  }
}
