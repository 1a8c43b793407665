package dev.graft.tensorflow;

import dev.graft.api.weights.FloatTensor;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReadVariableOp;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;

/**
 * A tensor that the session keeps between runs. It is read by one node only, and every assignment
 * waits for that: whatever is computed in a step sees the value before the step.
 */
final class ResourceVariable {
  private final String key;
  private final dev.graft.api.Shape shape;
  private final VarHandleOp handle;
  private final ReadVariableOp<TFloat32> read;
  private final Placeholder<TFloat32> fed;
  private final Op assignFed;

  /**
   * Adds a variable to the graph.
   *
   * @param key {@code layer/parameter} or {@code layer/parameter/slot}
   */
  ResourceVariable(Ops tf, String key, dev.graft.api.Shape shape) {
    this.key = key;
    this.shape = shape;
    this.handle =
        tf.varHandleOp(TFloat32.class, HostTensors.shape(shape), VarHandleOp.sharedName(key));
    this.read = tf.readVariableOp(handle, TFloat32.class);
    this.fed = tf.placeholder(TFloat32.class, Placeholder.shape(HostTensors.shape(shape)));
    this.assignFed = tf.assignVariableOp(handle, fed);
  }

  String key() {
    return key;
  }

  dev.graft.api.Shape shape() {
    return shape;
  }

  /** The value before the step. */
  Operand<TFloat32> value() {
    return read;
  }

  /**
   * A new value, after the step.
   *
   * @return what does it
   * @throws IllegalStateException if the value is of another shape
   */
  Op assign(Ops tf, Operand<TFloat32> value) {
    if (!value.shape().equals(HostTensors.shape(shape))) {
      throw new IllegalStateException(
          "the new value of %s has shape %s instead of %s".formatted(key, value.shape(), shape));
    }
    return tf.withControlDependencies(read).assignVariableOp(handle, value);
  }

  /** Sets the variable to 0. */
  Op assignZeros(Ops tf) {
    // Not tf.zeros: made of several nodes, it looks through the whole graph for their names.
    return tf.assignVariableOp(handle, tf.fill(tf.constant(shape.dimensions()), tf.constant(0f)));
  }

  /**
   * Sets the variable from the host.
   *
   * @return what does it, once it is fed
   */
  Op assignFed(Feeds feeds, FloatTensor value) {
    feeds.add(fed, HostTensors.floats(shape, value.values()));
    return assignFed;
  }
}
