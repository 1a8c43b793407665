package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.random.DropoutMask;
import dev.graft.api.random.Randomness;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The dropout masks of a network: drawn on the host, fed at each step. */
final class DropoutMasks {
  private final Ops tf;
  private final Randomness randomness;
  private final List<Mask> masks = new ArrayList<>();

  DropoutMasks(Ops tf, Randomness randomness) {
    this.tf = tf;
    this.randomness = randomness;
  }

  /** The placeholder of a layer's mask; a layer has one. */
  Operand<TFloat32> add(String layer, double rate, Shape exampleShape) {
    if (masks.stream().anyMatch(mask -> mask.layer.equals(layer))) {
      throw new IllegalStateException("layer '" + layer + "' asks for two dropout masks");
    }
    Placeholder<TFloat32> placeholder =
        tf.placeholder(
            TFloat32.class,
            Placeholder.shape(
                HostTensors.batchShape(exampleShape, org.tensorflow.ndarray.Shape.UNKNOWN_SIZE)));
    masks.add(new Mask(layer, rate, exampleShape, placeholder));
    return placeholder;
  }

  /** Draws and feeds all masks of a batch. */
  void feed(Feeds feeds, TrainingBatch batch) {
    for (Mask mask : masks) {
      float[] values = mask.drawn(randomness, batch);
      feeds.add(
          mask.placeholder,
          HostTensors.floats(mask.exampleShape, values, 0, batch.examples().length));
    }
  }

  private static final class Mask {
    private final String layer;
    private final double rate;
    private final Shape exampleShape;
    private final Operand<TFloat32> placeholder;
    private float[] values = {};

    Mask(String layer, double rate, Shape exampleShape, Operand<TFloat32> placeholder) {
      this.layer = layer;
      this.rate = rate;
      this.exampleShape = exampleShape;
      this.placeholder = placeholder;
    }

    /** The array is kept from step to step; only a batch of another size needs a new one. */
    float[] drawn(Randomness randomness, TrainingBatch batch) {
      int size = Math.multiplyExact(batch.examples().length, exampleShape.intSize());
      if (values.length != size) {
        values = new float[size];
      }
      DropoutMask.fill(randomness, batch.epoch(), batch.examples(), layer, rate, values);
      return values;
    }
  }
}
