package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.random.DropoutMask;
import dev.graft.api.random.Randomness;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws a network's dropout masks into arrays that are kept from step to step: only a batch of
 * another size needs new ones. For one thread.
 *
 * @since 0.1
 */
@Evolving
public final class MaskArrays {
  private final Randomness randomness;
  private final Map<String, float[]> arrays = new HashMap<>();

  /** Those of a network. */
  public MaskArrays(Randomness randomness) {
    this.randomness = randomness;
  }

  /**
   * A layer's masks for a batch, one after the other; overwritten by the next call for the layer.
   *
   * @param rate share of units dropped, in [0, 1)
   * @param exampleShape shape of each mask
   */
  public float[] draw(String layer, double rate, Shape exampleShape, TrainingBatch batch) {
    int size = Math.multiplyExact(batch.examples().length, exampleShape.intSize());
    float[] values = arrays.get(layer);
    if (values == null || values.length != size) {
      values = new float[size];
      arrays.put(layer, values);
    }
    DropoutMask.fill(randomness, batch.epoch(), batch.examples(), layer, rate, values);
    return values;
  }
}
