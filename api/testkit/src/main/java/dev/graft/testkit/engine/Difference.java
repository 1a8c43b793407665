package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a tensor of an engine is furthest from the truth, relative to the truth's largest value.
 *
 * @param what which tensor
 * @param place coordinates of the worst element
 * @param found the engine's value there
 * @param expected the reference engine's
 * @param scale the truth's largest value
 * @param relative the difference over the scale
 * @param tolerance what was allowed
 * @param beyond how many elements are further away than allowed
 * @param count number of elements
 */
record Difference(
    String what,
    String place,
    float found,
    float expected,
    double scale,
    double relative,
    double tolerance,
    int beyond,
    int count) {
  /**
   * Tensors whose largest value is below this are compared as if it were this: a gradient that is 0
   * but for rounding has no relative precision.
   */
  private static final double SMALLEST_SCALE = 1e-2;

  /** The difference of two tensors of one shape, if it is more than a tolerance or not a number. */
  static Optional<Difference> between(
      String what, Shape shape, float[] found, float[] expected, double tolerance) {
    double scale = SMALLEST_SCALE;
    for (float value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    int worst = 0;
    int beyond = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      double relative = Math.abs((double) found[i] - expected[i]) / scale;
      if (found[i] == expected[i]) {
        relative = 0; // equal infinities, too
      } else if (Double.isNaN(relative)) {
        relative = Double.POSITIVE_INFINITY;
      }
      if (relative > tolerance) {
        beyond++;
      }
      if (relative > largest) {
        largest = relative;
        worst = i;
      }
    }
    return beyond == 0
        ? Optional.empty()
        : Optional.of(
            new Difference(
                what,
                place(shape, worst),
                found[worst],
                expected[worst],
                scale,
                largest,
                tolerance,
                beyond,
                expected.length));
  }

  private static String place(Shape shape, int index) {
    int[] coordinates = new int[shape.rank()];
    int rest = index;
    for (int axis = coordinates.length - 1; axis >= 0; axis--) {
      coordinates[axis] = rest % shape.dimension(axis);
      rest /= shape.dimension(axis);
    }
    return Arrays.toString(coordinates) + " of " + shape;
  }

  @Override
  public String toString() {
    return "%s: at %s found %s, expected %s; off by %.2g of the largest value %.4g, allowed %.2g; %d of %d values are off by more"
        .formatted(what, place, found, expected, relative, scale, tolerance, beyond, count);
  }
}
