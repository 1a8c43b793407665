package dev.graft.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.engine.Batch;
import dev.graft.api.weights.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.Consumer;

/**
 * Copies between Java arrays and PyTorch's memory. Tensors are made in memory of PyTorch's own,
 * which is then written: a Java buffer that a tensor only refers to would have to outlive all that
 * PyTorch keeps of it. Who asks for a tensor owns it.
 */
final class HostTensors {
  private HostTensors() {}

  /** A scalar. */
  static NDArray scalar(NDManager manager, double value) {
    return manager.full(new Shape(), (float) value, DataType.FLOAT32);
  }

  /** A whole array as a tensor. */
  static NDArray floats(NDManager manager, dev.graft.api.Shape shape, float[] values) {
    return floats(manager, shape(shape), values, 0);
  }

  /**
   * Some examples of an array that holds more.
   *
   * @param first index of the first example
   * @param count number of examples
   */
  static NDArray floats(
      NDManager manager, dev.graft.api.Shape example, float[] values, int first, int count) {
    return floats(manager, batchShape(example, count), values, first * example.intSize());
  }

  private static NDArray floats(NDManager manager, Shape shape, float[] values, int offset) {
    int size = Math.toIntExact(shape.size());
    return written(
        manager,
        shape,
        DataType.FLOAT32,
        memory -> memory.asFloatBuffer().put(values, offset, size));
  }

  /**
   * Some examples of a batch as floats. Bytes go to the device as bytes: four times less to copy.
   */
  static NDArray examples(NDManager manager, Batch batch, int first, int count) {
    dev.graft.api.Shape example = batch.exampleShape();
    if (batch instanceof Batch.Floats floats) {
      return floats(manager, example, floats.values(), first, count);
    }
    Batch.Pixels pixels = (Batch.Pixels) batch;
    int size = example.intSize();
    try (NDArray bytes =
        written(
            manager,
            batchShape(example, count),
            DataType.UINT8,
            memory -> memory.put(pixels.values(), first * size, count * size))) {
      return bytes.toType(DataType.FLOAT32, true);
    }
  }

  /**
   * A parameter. Convolution kernels lie in memory as PyTorch reads them fastest, the outputs
   * first, {@code (outputs, height, width, inputs)}, and are seen as {@code (height, width, inputs,
   * outputs)}.
   */
  static NDArray parameter(NDManager manager, FloatTensor value) {
    dev.graft.api.Shape shape = value.shape();
    if (shape.rank() != 4) {
      return floats(manager, shape, value.values());
    }
    int outputs = shape.dimension(3);
    float[] values = value.values();
    Shape outputsFirst =
        new Shape(outputs, shape.dimension(0), shape.dimension(1), shape.dimension(2));
    try (NDArray kernel =
        written(
            manager,
            outputsFirst,
            DataType.FLOAT32,
            memory -> {
              FloatBuffer floats = memory.asFloatBuffer();
              for (int output = 0; output < outputs; output++) {
                for (int i = output; i < values.length; i += outputs) {
                  floats.put(values[i]);
                }
              }
            })) {
      return kernel.transpose(1, 2, 3, 0);
    }
  }

  private static NDArray written(
      NDManager manager, Shape shape, DataType type, Consumer<ByteBuffer> writer) {
    if (manager.getDevice().equals(Device.cpu())) {
      NDArray tensor = manager.create(shape, type);
      writer.accept(tensor.toByteBuffer(true));
      return tensor;
    }
    try (NDManager host = manager.newSubManager(Device.cpu())) {
      NDArray there = written(host, shape, type, writer).toDevice(manager.getDevice(), true);
      there.attach(manager);
      return there;
    }
  }

  /** A copy of a tensor's values, row-major. */
  static float[] read(NDArray tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    read(tensor, values, 0);
    return values;
  }

  /** Copies a tensor's values, row-major, to a place in an array. */
  static void read(NDArray tensor, float[] values, int offset) {
    FloatBuffer memory = tensor.toByteBuffer(true).asFloatBuffer();
    memory.get(values, offset, memory.remaining());
  }

  /** The shape of a tensor without a batch. */
  static Shape shape(dev.graft.api.Shape shape) {
    long[] dimensions = new long[shape.rank()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = shape.dimension(axis);
    }
    return new Shape(dimensions);
  }

  /**
   * The shape of a batch.
   *
   * @param count number of examples; -1 for as many as there are
   */
  static Shape batchShape(dev.graft.api.Shape example, long count) {
    long[] dimensions = new long[example.rank() + 1];
    dimensions[0] = count;
    for (int axis = 1; axis < dimensions.length; axis++) {
      dimensions[axis] = example.dimension(axis - 1);
    }
    return new Shape(dimensions);
  }
}
