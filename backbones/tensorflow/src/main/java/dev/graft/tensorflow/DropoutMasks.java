package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.engine.MaskArrays;
import dev.graft.api.engine.TrainingBatch;
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
  private final MaskArrays arrays;
  private final List<Mask> masks = new ArrayList<>();

  DropoutMasks(Ops tf, Randomness randomness) {
    this.tf = tf;
    this.arrays = new MaskArrays(randomness);
  }

  /** The placeholder of a layer's mask; a layer has one. */
  Operand<TFloat32> add(String layer, double rate, Shape exampleShape) {
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
      float[] values = arrays.draw(mask.layer, mask.rate, mask.exampleShape, batch);
      feeds.add(
          mask.placeholder,
          HostTensors.floats(mask.exampleShape, values, 0, batch.examples().length));
    }
  }

  private record Mask(
      String layer, double rate, Shape exampleShape, Operand<TFloat32> placeholder) {}
}
