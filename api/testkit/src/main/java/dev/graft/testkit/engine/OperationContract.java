package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.ops.Window;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of {@code Ops}, forward and backward. */
abstract class OperationContract {
  abstract Comparison comparison();

  @ParameterizedTest
  @EnumSource
  void operatesOnOneTensor(UnaryOperation operation) {
    compare(operation, UnaryOperation.SHAPE, operation.low(), operation.high());
  }

  @ParameterizedTest
  @EnumSource(names = {"SIGMOID", "TANH", "SOFTPLUS", "SOFTMAX", "LOG_SOFTMAX", "ERF"})
  void staysFiniteAndRightAtPlusMinusOneHundred(UnaryOperation operation) {
    Shape shape = Shape.of(3, 2, 4);
    float[] extremes = {-100, -88.5f, -50, -17, 17, 50, 88.5f, 100};
    float[] values = new float[2 * shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = extremes[(i * 5 + i / 8) % extremes.length];
    }
    Architecture network = operation.network(shape);
    Batch.Floats inputs = new Batch.Floats(2, shape, values);

    comparison().everyPass(operation.toString(), network, Samples.weights(network), inputs);
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    Batch.Floats targets = Samples.floats("extreme", 2, network.outputShape(), -1, 1);
    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      Weights gradients = trained.gradients(Samples.batch(inputs, targets, 0));
      for (float value : gradients.get("operation", OperationLayer.OFFSET).values()) {
        assertThat(value).isFinite();
      }
    }
  }

  static List<BinaryOperation> pairs() {
    List<BinaryOperation> cases = new ArrayList<>();
    for (BinaryOperation.Kind kind : BinaryOperation.Kind.values()) {
      if (kind == BinaryOperation.Kind.ADD_BIAS || kind == BinaryOperation.Kind.MATMUL) {
        continue;
      }
      for (boolean swapped : new boolean[] {false, true}) {
        cases.add(new BinaryOperation(kind, Shape.of(3, 2, 4), swapped));
        cases.add(new BinaryOperation(kind, Shape.of(4), swapped));
        cases.add(new BinaryOperation(kind, Shape.of(3, 1, 1), swapped));
        cases.add(new BinaryOperation(kind, Shape.scalar(), swapped));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void operatesOnTwoBroadcastTensors(BinaryOperation operation) {
    compare(operation, Shape.of(3, 2, 4), 0.5, 1.5);
  }

  @ParameterizedTest
  @EnumSource(names = {"ADD", "SUBTRACT", "MULTIPLY", "DIVIDE", "MAXIMUM"})
  void broadcastsBothTensors(BinaryOperation.Kind kind) {
    compare(new BinaryOperation(kind, Shape.of(3, 2, 1), false), Shape.of(1, 1, 4), 0.5, 1.5);
  }

  @ParameterizedTest
  @MethodSource("biases")
  void addsABiasToEachChannel(Shape shape) {
    compare(new BinaryOperation(BinaryOperation.Kind.ADD_BIAS, Shape.of(4), false), shape, -1, 1);
  }

  static List<Shape> biases() {
    return List.of(Shape.of(4), Shape.of(3, 2, 4));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void multipliesMatrices(Shape kernel) {
    compare(
        new BinaryOperation(BinaryOperation.Kind.MATMUL, kernel, false),
        Shape.of(kernel.dimension(0)),
        -1,
        1);
  }

  static List<Shape> kernels() {
    return List.of(Shape.of(7, 5), Shape.of(1, 3), Shape.of(6, 1));
  }

  static List<ReductionOperation> reductions() {
    List<ReductionOperation> cases = new ArrayList<>();
    int[][] axes = {{0}, {1, 2}, {-1}, {1, 2, 3}, {0, 1, 2}, {0, 1, 2, 3}};
    for (int[] along : axes) {
      for (boolean keep : new boolean[] {false, true}) {
        cases.add(new ReductionOperation(ReductionOperation.Kind.MEAN, keep, along));
        cases.add(new ReductionOperation(ReductionOperation.Kind.SUM, keep, along));
        cases.add(new ReductionOperation(ReductionOperation.Kind.MAX, keep, along));
      }
    }
    cases.add(new ReductionOperation(ReductionOperation.Kind.SUM_ALL, false));
    return cases;
  }

  @ParameterizedTest
  @MethodSource("reductions")
  void reducesAxes(ReductionOperation operation) {
    compare(operation, Shape.of(3, 4, 2), -2, 2);
  }

  /**
   * Which of equal values gets the gradient is an engine's choice, but all get no more than one.
   */
  static List<OperationLayer> ties() {
    return List.of(
        new ReductionOperation(ReductionOperation.Kind.MAX, false, 1, 2),
        new WindowOperation(WindowOperation.Kind.MAX_POOL, new Window(2, 3, 2, 3, 0, 0, 0, 0)));
  }

  @ParameterizedTest
  @MethodSource("ties")
  void givesTheGradientOfAMaximumOnceToEqualValues(OperationLayer operation) {
    Shape shape = Shape.of(2, 3, WindowOperation.CHANNELS);
    Architecture network = operation.network(shape);
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    Batch.Floats zeros = new Batch.Floats(1, shape, new float[shape.intSize()]);
    Batch.Floats targets = new Batch.Floats(1, Shape.of(3), new float[] {1, 2, -4});
    float[] sums = new float[3];

    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      float[] gradient =
          trained
              .gradients(Samples.batch(zeros, targets, 0))
              .get("operation", OperationLayer.OFFSET)
              .values();
      for (int i = 0; i < gradient.length; i++) {
        sums[i % 3] += gradient[i];
      }
    }

    Closeness.check("gradients of equal values together", sums, targets.values(), 1e-6);
  }

  static List<WindowOperation> windows() {
    List<WindowOperation> cases = new ArrayList<>();
    Window[] windows = {
      new Window(1, 1, 1, 1, 0, 0, 0, 0),
      new Window(3, 3, 1, 1, 0, 0, 0, 0),
      new Window(3, 3, 1, 1, 1, 1, 1, 1),
      new Window(3, 3, 2, 2, 0, 1, 0, 1),
      new Window(3, 3, 2, 2, 1, 1, 1, 1),
      new Window(2, 3, 2, 1, 1, 0, 0, 2),
      new Window(5, 5, 1, 1, 2, 2, 2, 2),
      new Window(1, 1, 2, 3, 0, 0, 0, 0),
    };
    for (WindowOperation.Kind kind : WindowOperation.Kind.values()) {
      for (Window window : windows) {
        cases.add(new WindowOperation(kind, window));
      }
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("windows")
  void movesAWindowOverImages(WindowOperation operation) {
    compare(operation, Shape.of(6, 7, WindowOperation.CHANNELS), -2, 2);
  }

  @ParameterizedTest
  @EnumSource
  void normalizesImages(BatchNormOperation operation) {
    compare(operation, Shape.of(4, 3, 3), -2, 3);
  }

  @ParameterizedTest
  @EnumSource
  void normalizesVectors(BatchNormOperation operation) {
    compare(operation, Shape.of(3), -2, 3);
  }

  private void compare(OperationLayer operation, Shape shape, double low, double high) {
    Architecture network = operation.network(shape);
    Batch.Floats inputs = Samples.floats(operation + " input", 3, shape, low, high);

    comparison().everyPass(operation.toString(), network, Samples.weights(network), inputs);
  }
}
