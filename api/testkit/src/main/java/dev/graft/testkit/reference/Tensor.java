package dev.graft.testkit.reference;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * A tensor of the reference engine: its sizes, its values in double precision, and how its gradient
 * flows back to what it was computed from. Immutable, except that arrays are not copied.
 *
 * @since 0.1
 */
@Evolving
public final class Tensor {
  /** Adds to the gradient of a source what the gradient of a result gives it. */
  @FunctionalInterface
  interface Backward {
    void add(double[] resultGradient, double[] sourceGradient);
  }

  /** One source of a tensor, and how the gradient gets there. */
  record Edge(Tensor source, Backward backward) {}

  private final int[] dimensions;
  private final double[] values;
  private final List<Edge> edges;
  private final boolean tracked;

  private Tensor(int[] dimensions, double[] values, List<Edge> edges, boolean tracked) {
    if (values.length != size(dimensions)) {
      throw new IllegalArgumentException(
          "a tensor of %s does not have %d values"
              .formatted(Arrays.toString(dimensions), values.length));
    }
    this.dimensions = dimensions;
    this.values = values;
    this.edges = edges;
    this.tracked = tracked;
  }

  /**
   * A tensor that gradients stop at.
   *
   * @param dimensions all sizes, the batch included; none for a scalar
   * @param values row-major, not copied
   */
  public static Tensor constant(int[] dimensions, double... values) {
    return new Tensor(dimensions, values, List.of(), false);
  }

  /** A tensor that gradients stop at. */
  public static Tensor constant(Shape shape, float[] values) {
    return constant(shape.dimensions(), doubles(values));
  }

  /**
   * A tensor by which gradients can be taken.
   *
   * @param dimensions all sizes, the batch included; none for a scalar
   * @param values row-major, not copied
   */
  public static Tensor variable(int[] dimensions, double... values) {
    return new Tensor(dimensions, values, List.of(), true);
  }

  /** A tensor by which gradients can be taken. */
  public static Tensor variable(Shape shape, float[] values) {
    return variable(shape.dimensions(), doubles(values));
  }

  /** What an operation gives; only the sources that a variable leads to are remembered. */
  static Tensor result(int[] dimensions, double[] values, Edge... sources) {
    List<Edge> edges = Arrays.stream(sources).filter(edge -> edge.source().tracked).toList();
    return new Tensor(dimensions, values, edges, !edges.isEmpty());
  }

  /** The same values, through which no gradient flows. */
  Tensor detached() {
    return constant(dimensions, values);
  }

  /** All sizes, the batch included, as a copy. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** Number of axes, the batch included. */
  public int rank() {
    return dimensions.length;
  }

  /** Size of one axis; negative counts from the end. */
  public int dimension(int axis) {
    return dimensions[axis < 0 ? dimensions.length + axis : axis];
  }

  /** Row-major values, not copied. */
  public double[] values() {
    return values;
  }

  /** The values rounded to floats, row-major. */
  public float[] floats() {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Number of values. */
  public int size() {
    return values.length;
  }

  /** Whether a variable leads to this tensor. */
  boolean tracked() {
    return tracked;
  }

  List<Edge> edges() {
    return edges;
  }

  static int size(int[] dimensions) {
    int size = 1;
    for (int dimension : dimensions) {
      size = Math.multiplyExact(size, dimension);
    }
    return size;
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  @Override
  public String toString() {
    return "Tensor" + Arrays.toString(dimensions);
  }
}
