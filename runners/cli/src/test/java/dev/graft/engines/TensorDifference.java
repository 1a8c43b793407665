package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far two sets of tensors are from each other: for each tensor the norm of the difference over
 * the norm of the one that is held for true.
 *
 * <p>Some gradients are 0 in truth, such as that of a bias below batch normalisation; in single
 * precision they are rounding, and a share of them says nothing. So what is smaller than {@link
 * #NOTHING} of the root mean square of all elements is held against the latter.
 */
final class TensorDifference {
  static final double NOTHING = 1e-4;

  private TensorDifference() {}

  /** Checks that each tensor differs by no more than a share of its norm; all others are told. */
  static void check(String what, Weights found, Weights truth, double tolerance) {
    Map<String, Double> wrong = of(found, truth);
    wrong.values().removeIf(difference -> difference <= tolerance);
    assertThat(wrong).as(what).isEmpty();
  }

  /** The relative difference of each tensor. */
  static Map<String, Double> of(Weights found, Weights truth) {
    assertThat(found.tensors().keySet()).isEqualTo(truth.tensors().keySet());
    double scale = rootMeanSquare(truth);
    assertThat(scale).as("size of all").isPositive().isFinite();
    Map<String, Double> differences = new LinkedHashMap<>();
    truth
        .tensors()
        .forEach(
            (key, tensor) -> {
              float[] expected = tensor.values();
              double size = norm(expected, new float[expected.length]);
              double usual = scale * Math.sqrt(expected.length);
              double difference = norm(found.tensors().get(key).values(), expected);
              differences.put(key, difference / (size < NOTHING * usual ? usual : size));
            });
    return differences;
  }

  /** The relative difference of all tensors together. */
  static double ofAll(Weights found, Weights truth) {
    double squares = 0;
    double all = 0;
    for (Map.Entry<String, FloatTensor> tensor : truth.tensors().entrySet()) {
      float[] expected = tensor.getValue().values();
      double difference = norm(found.tensors().get(tensor.getKey()).values(), expected);
      double size = norm(expected, new float[expected.length]);
      squares += difference * difference;
      all += size * size;
    }
    return Math.sqrt(squares / all);
  }

  private static double rootMeanSquare(Weights weights) {
    double squares = 0;
    long count = 0;
    for (FloatTensor tensor : weights.tensors().values()) {
      double norm = norm(tensor.values(), new float[tensor.values().length]);
      squares += norm * norm;
      count += tensor.values().length;
    }
    return Math.sqrt(squares / count);
  }

  private static double norm(float[] values, float[] others) {
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      double difference = (double) values[i] - others[i];
      squares += difference * difference;
    }
    return Math.sqrt(squares);
  }
}
