package dev.graft.testkit.engine;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.layer.Parameter;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Inputs, targets and weights drawn from a fixed seed: the same in every run. */
final class Samples {
  private static final Randomness RANDOMNESS = new Randomness(2024);

  private Samples() {}

  /** Numbers in a range, the same ones for a purpose. */
  static float[] uniform(String purpose, int count, double low, double high) {
    RandomGenerator random = RANDOMNESS.forPurpose(purpose);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }

  /** Features in a range. */
  static Batch.Floats floats(String purpose, int count, Shape shape, double low, double high) {
    return new Batch.Floats(count, shape, uniform(purpose, count * shape.intSize(), low, high));
  }

  /** Pictures of noise. */
  static Batch.Pixels pixels(String purpose, int count, ImageSize size) {
    byte[] values = new byte[count * size.bytes()];
    RandomGenerator random = RANDOMNESS.forPurpose(purpose);
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) random.nextInt(256);
    }
    return new Batch.Pixels(count, size, values);
  }

  /** One class of several for each example. */
  static Batch.Floats oneHot(String purpose, int count, int classes) {
    float[] values = new float[count * classes];
    RandomGenerator random = RANDOMNESS.forPurpose(purpose);
    for (int i = 0; i < count; i++) {
      values[i * classes + random.nextInt(classes)] = 1;
    }
    return new Batch.Floats(count, Shape.of(classes), values);
  }

  /**
   * A batch of the first epoch.
   *
   * @param first index in the training set of the first example; the others follow
   */
  static TrainingBatch batch(Batch inputs, Batch.Floats targets, long first) {
    long[] examples = new long[inputs.count()];
    for (int i = 0; i < examples.length; i++) {
      examples[i] = first + i;
    }
    return new TrainingBatch(inputs, targets, 0, examples);
  }

  /**
   * Values as of a network that has learnt something: kernels as initialised, the rest neither 0
   * nor 1, variances positive.
   */
  static Weights weights(Architecture architecture) {
    Weights initial = Weights.initial(architecture, 5);
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      for (Parameter parameter : node.parameters()) {
        String key = Weights.key(node.name(), parameter.name());
        int count = parameter.shape().intSize();
        float[] drawn =
            switch (parameter.name()) {
              case "gamma", "moving_variance", "variance", OperationLayer.OPERAND ->
                  uniform(key, count, 0.5, 1.5);
              case Spread.SPREAD -> uniform(key, count, -4, 4);
              case "bias", "beta", "moving_mean", "mean" -> uniform(key, count, -0.3, 0.3);
              default -> initial.get(node.name(), parameter.name()).values();
            };
        values.put(key, new FloatTensor(parameter.shape(), drawn));
      }
    }
    return Weights.of(values);
  }
}
