package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Batch;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.Map;

/** How near an engine must come to the truth: relative to the largest value of a tensor. */
final class Closeness {
  /**
   * Tensors whose largest value is below this are compared as if it were this: a gradient that is 0
   * but for rounding has no relative precision.
   */
  private static final double SMALLEST_SCALE = 1e-2;

  private Closeness() {}

  static void check(String what, float[] found, float[] expected, double tolerance) {
    assertThat(found).as("number of values of %s", what).hasSameSizeAs(expected);
    double scale = SMALLEST_SCALE;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    int worst = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs((double) found[i] - expected[i]);
      if (!(difference <= largest)) { // also if it is not a number
        largest = difference;
        worst = i;
      }
    }
    assertThat(largest / scale)
        .as(
            "%s: element %d of %d is %s, the reference engine says %s; difference relative to the"
                + " largest value",
            what,
            worst,
            expected.length,
            found.length == 0 ? "" : found[worst],
            expected.length == 0 ? "" : expected[worst])
        .isLessThanOrEqualTo(tolerance);
  }

  static void check(String what, Batch.Floats found, Batch.Floats expected, double tolerance) {
    assertThat(found.count()).as("examples of %s", what).isEqualTo(expected.count());
    assertThat(found.exampleShape()).as("shape of %s", what).isEqualTo(expected.exampleShape());
    check(what, found.values(), expected.values(), tolerance);
  }

  static void check(String what, Weights found, Weights expected, double tolerance) {
    assertThat(found.tensors().keySet())
        .as("names of %s", what)
        .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
    for (Map.Entry<String, FloatTensor> tensor : expected.tensors().entrySet()) {
      FloatTensor other = found.tensors().get(tensor.getKey());
      String which = what + " of " + tensor.getKey();
      assertThat(other.shape()).as("shape of the %s", which).isEqualTo(tensor.getValue().shape());
      check(which, other.values(), tensor.getValue().values(), tolerance);
    }
  }
}
