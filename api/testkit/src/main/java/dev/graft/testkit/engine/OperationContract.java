package dev.graft.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.layers.Flatten;
import dev.graft.api.ops.Window;
import dev.graft.api.weights.Weights;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation of {@code Ops}, forward and backward, of batches of three and of one. The
 * operations stand side by side in {@link Branches}; a failure names the operation.
 */
abstract class OperationContract {
  abstract Comparison comparison();

  static Stream<Named<List<OperationCase>>> groups() {
    return Stream.of(
        Named.of("of one tensor", OperationCases.ofOneTensor()),
        Named.of("of two tensors", OperationCases.ofTwoTensors()),
        Named.of("reductions", OperationCases.reductions()),
        Named.of("windows", OperationCases.windows()),
        Named.of("batch normalisation", OperationCases.norms()));
  }

  @ParameterizedTest
  @MethodSource("groups")
  void isTheReferenceEnginesOperation(List<OperationCase> operations) {
    compare(Surroundings.NOTHING, operations);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
  void isTheSameWhateverStandsAround(Surroundings surroundings) {
    compare(surroundings, OperationCases.ofImages());
  }

  private void compare(Surroundings surroundings, List<OperationCase> operations) {
    Branches branches = new Branches(surroundings.toString(), Spread.INPUT);
    operations.forEach(
        operation -> branches.add(operation.toString(), surroundings.around(operation)));

    comparison()
        .forwardAndBackward(
            branches.networks(),
            Samples.floats("three examples", 3, Spread.INPUT.shape(), -1, 1),
            Samples.floats("one example", 1, Spread.INPUT.shape(), -1, 1));
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
    Architecture network = withOffset(operation, shape);
    Batch.Floats inputs = new Batch.Floats(2, shape, values);

    comparison().everyPass(operation.toString(), network, Samples.weights(network), inputs);
    for (float value : offsetGradient(network, inputs, -1, 1)) {
      assertThat(value).isFinite();
    }
  }

  /**
   * Which of equal values gets the gradient is an engine's choice, but all get no more than one.
   */
  static List<OperationLayer> ties() {
    return List.of(
        new ReductionOperation(ReductionOperation.Kind.MAX, false, 1, 2),
        new WindowOperation(WindowOperation.Kind.MAX_POOL, new Window(2, 3, 2, 3, 0, 0, 0, 0), 3));
  }

  @ParameterizedTest
  @MethodSource("ties")
  void givesTheGradientOfAMaximumOnceToEqualValues(OperationLayer operation) {
    Shape shape = Shape.of(2, 3, 3);
    Architecture network = withOffset(operation, shape);
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    Batch.Floats zeros = new Batch.Floats(1, shape, new float[shape.intSize()]);
    Batch.Floats targets = new Batch.Floats(1, Shape.of(3), new float[] {1, 2, -4});
    float[] sums = new float[3];

    try (TrainingNetwork trained = comparison().train(program, Samples.weights(network))) {
      float[] gradient =
          trained
              .gradients(Samples.batch(zeros, targets, 0))
              .get("offset", OffsetLayer.OFFSET)
              .values();
      for (int i = 0; i < gradient.length; i++) {
        sums[i % 3] += gradient[i];
      }
    }

    Closeness.check("gradients of equal values together", sums, targets.values(), 1e-6);
  }

  /** At a corner, an engine may give the slope of either side, or one between. */
  @ParameterizedTest
  @EnumSource(names = {"RELU", "CLIP", "ABS"})
  void givesASlopeOfOneOfTheSidesAtACorner(UnaryOperation operation) {
    Architecture network = withOffset(operation, Shape.of(2));
    // 0 and 6 are where clip turns; abs and relu do at 0.
    Batch.Floats corners = new Batch.Floats(1, Shape.of(2), new float[] {0, 6});

    float lowest = operation == UnaryOperation.ABS ? -1 : 0;
    for (float slope : offsetGradient(network, corners, 1, 1)) {
      assertThat(slope).isBetween(lowest, 1f);
    }
  }

  /** The operation on the network's own input, to which an offset of 0 is added. */
  private static Architecture withOffset(OperationLayer operation, Shape shape) {
    Architecture.Builder net = Architecture.builder(operation.toString(), Input.features(shape));
    net.add("offset", new OffsetLayer());
    net.add("operation", operation);
    net.add("flatten", new Flatten());
    return net.build();
  }

  private float[] offsetGradient(
      Architecture network, Batch.Floats inputs, double lowTarget, double highTarget) {
    TrainingProgram program =
        Comparison.program(network, TestLoss.WEIGHTED_SUM, TestOptimizer.GRADIENT_DESCENT);
    Weights weights = Samples.weights(network);
    Batch.Floats targets =
        Samples.floats("corner", inputs.count(), network.outputShape(), lowTarget, highTarget);
    try (TrainingNetwork trained = comparison().train(program, weights)) {
      return trained
          .gradients(Samples.batch(inputs, targets, 0))
          .get("offset", OffsetLayer.OFFSET)
          .values();
    }
  }
}
