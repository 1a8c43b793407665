package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.engine.Placement;
import dev.graft.api.weights.FloatTensor;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * One expression over {@link GraphOps} in a graph of its own, to be evaluated and differentiated.
 * The shapes of its inputs include the batch, whose size the graph does not know.
 */
final class OpsProbe implements AutoCloseable {
  /** What is probed. */
  interface Expression {
    Operand<TFloat32> of(GraphOps ops, List<Operand<TFloat32>> inputs);
  }

  private static final double STEP = 1e-2;

  private final GraphSession session = new GraphSession("probe", Placement.cpu(2));
  private final List<FloatTensor> inputs;
  private final List<Operand<TFloat32>> placeholders = new ArrayList<>();
  private final Operand<TFloat32> output;
  private final Operand<TFloat32> weights;
  private final List<Operand<TFloat32>> gradients = new ArrayList<>();

  /**
   * Builds the graph.
   *
   * @param inputs values; the first carries the batch, the others are of fixed shape
   */
  OpsProbe(Expression expression, FloatTensor... inputs) {
    this.inputs = List.of(inputs);
    for (FloatTensor input : inputs) {
      org.tensorflow.ndarray.Shape shape = HostTensors.shape(input.shape());
      if (placeholders.isEmpty() && shape.numDimensions() > 0) {
        shape = shape.tail().prepend(org.tensorflow.ndarray.Shape.UNKNOWN_SIZE);
      }
      placeholders.add(session.tf().placeholder(TFloat32.class, Placeholder.shape(shape)));
    }
    GraphOps ops = new GraphOps(session.tf());
    output = session.tf().identity(expression.of(ops, List.copyOf(placeholders)));
    // A sum with unequal weights: an error that cancels in a plain sum is seen.
    weights = session.tf().placeholder(TFloat32.class);
    Operand<TFloat32> sum = ops.sumAll(ops.multiply(output, session.tf().identity(weights)));
    Output<?>[] by = placeholders.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    Output<?>[] found =
        session.graph().addGradients("gradients", new Output<?>[] {sum.asOutput()}, by, null);
    for (Output<?> gradient : found) {
      gradients.add(gradient.expect(TFloat32.class));
    }
    session.start();
  }

  /** The expression's value. */
  float[] forward() {
    return forward(inputs);
  }

  private float[] forward(List<FloatTensor> values) {
    try (Feeds feeds = feeds(values)) {
      return session.run(feeds, List.of(output), List.of()).get(0);
    }
  }

  private Feeds feeds(List<FloatTensor> values) {
    Feeds feeds = new Feeds();
    for (int i = 0; i < values.size(); i++) {
      feeds.add(
          placeholders.get(i), HostTensors.floats(values.get(i).shape(), values.get(i).values()));
    }
    return feeds;
  }

  /** Compares every gradient with central differences. */
  void checkGradients() {
    float[] value = forward();
    float[] factors = new float[value.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 0.5f + (i * 7 % 11) / 11f;
    }
    List<float[]> found;
    try (Feeds feeds = feeds(inputs)) {
      feeds.add(weights, HostTensors.floats(shapeOfOutput(value.length), factors));
      found = session.run(feeds, gradients, List.of());
    }
    for (int i = 0; i < inputs.size(); i++) {
      for (int element = 0; element < found.get(i).length; element++) {
        double numeric = centralDifference(i, element, factors);
        assertThat((double) found.get(i)[element])
            .as("gradient by element %d of input %d", element, i)
            .isCloseTo(numeric, Offset.offset(2e-3 + 5e-3 * Math.abs(numeric)));
      }
    }
  }

  private Shape shapeOfOutput(int elements) {
    org.tensorflow.ndarray.Shape shape = output.shape();
    int[] dimensions = new int[shape.numDimensions()];
    int rest = elements;
    for (int axis = dimensions.length - 1; axis >= 0; axis--) {
      dimensions[axis] = shape.get(axis) > 0 ? (int) shape.get(axis) : rest;
      rest /= dimensions[axis];
    }
    return Shape.of(dimensions);
  }

  private double centralDifference(int input, int element, float[] factors) {
    return (weightedSum(input, element, STEP, factors)
            - weightedSum(input, element, -STEP, factors))
        / (2 * STEP);
  }

  private double weightedSum(int input, int element, double change, float[] factors) {
    List<FloatTensor> moved = new ArrayList<>(inputs);
    float[] values = inputs.get(input).values().clone();
    values[element] += (float) change;
    moved.set(input, new FloatTensor(inputs.get(input).shape(), values));
    float[] outputs = forward(moved);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += (double) outputs[i] * factors[i];
    }
    return sum;
  }

  @Override
  public void close() {
    session.close();
  }

  /** A tensor of given values. */
  static FloatTensor tensor(Shape shape, double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return new FloatTensor(shape, floats);
  }

  /** The numbers from 1 on. */
  static FloatTensor counting(Shape shape) {
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return new FloatTensor(shape, values);
  }

  /**
   * Values around a centre in a mixed order, no two nearer than 0.04 and none nearer than 0.02 to
   * the centre, so that no difference steps over a kink or changes which one is the largest.
   */
  static FloatTensor spaced(double centre, int... dimensions) {
    Shape shape = Shape.of(dimensions);
    int size = shape.intSize();
    float[] values = new float[size];
    int stride = size <= 3 ? 1 : coprime(size);
    for (int i = 0; i < size; i++) {
      int place = (int) ((long) i * stride % size);
      values[i] = (float) (centre + 0.04 * (place - size / 2) + 0.02);
    }
    return new FloatTensor(shape, values);
  }

  private static int coprime(int size) {
    int candidate = (int) (size * 0.618);
    while (java.math.BigInteger.valueOf(candidate)
            .gcd(java.math.BigInteger.valueOf(size))
            .intValue()
        != 1) {
      candidate++;
    }
    return candidate;
  }
}
