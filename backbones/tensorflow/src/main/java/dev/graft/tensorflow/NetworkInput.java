package dev.graft.tensorflow;

import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Where a network is fed. Images go in as bytes and become floats in the graph: four times less to
 * copy.
 */
final class NetworkInput {
  private final Input input;
  private final Operand<?> placeholder;
  private final Operand<TFloat32> value;

  NetworkInput(Ops tf, Input input) {
    this.input = input;
    Placeholder.Options shape =
        Placeholder.shape(HostTensors.batchShape(input.shape(), Shape.UNKNOWN_SIZE));
    switch (input.type()) {
      case UINT8 -> {
        Operand<TUint8> bytes = tf.placeholder(TUint8.class, shape);
        this.placeholder = bytes;
        this.value = tf.dtypes.cast(bytes, TFloat32.class);
      }
      case FLOAT32 -> {
        Operand<TFloat32> floats = tf.placeholder(TFloat32.class, shape);
        this.placeholder = floats;
        // TensorFlow refuses to fetch what is fed, as the output of a network without layers.
        this.value = tf.identity(floats);
      }
      default -> throw new IllegalArgumentException("unknown element type " + input.type());
    }
  }

  /** The examples as floats. */
  Operand<TFloat32> value() {
    return value;
  }

  /** Feeds some examples of a batch that {@link Batch#requireFor} has passed. */
  void feed(Feeds feeds, Batch batch, int first, int count) {
    if (batch instanceof Batch.Pixels pixels) {
      feeds.add(placeholder, HostTensors.bytes(input.shape(), pixels.values(), first, count));
    } else if (batch instanceof Batch.Floats floats) {
      feeds.add(placeholder, HostTensors.floats(input.shape(), floats.values(), first, count));
    }
  }
}
