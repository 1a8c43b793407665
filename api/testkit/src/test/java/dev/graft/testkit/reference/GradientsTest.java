package dev.graft.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import dev.graft.api.random.Randomness;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every gradient against central finite differences. */
class GradientsTest {
  private static final RecordedOps RECORDED = new RecordedOps();
  private static final Ops<Tensor> OPS = RECORDED.ops();
  private static final double STEP = 1e-5;

  private static Arguments of(
      String name, Function<List<Tensor>, Tensor> operation, int[]... dimensions) {
    return arguments(name, operation, dimensions);
  }

  private static int[] dims(int... dimensions) {
    return dimensions;
  }

  static Stream<Arguments> elementwise() {
    int[] d = dims(2, 5);
    return Stream.of(
        of("add a number", t -> OPS.add(t.get(0), 0.7), d),
        of("multiply by a number", t -> OPS.multiply(t.get(0), -1.3), d),
        of(
            "multiply by constants",
            t -> OPS.multiply(t.get(0), OPS.constant(Shape.of(2), new float[] {3, -2})),
            dims(3, 2)),
        of("add a constant", t -> OPS.add(t.get(0), OPS.constant(-2)), d),
        of("negate", t -> OPS.negate(t.get(0)), d),
        of("abs", t -> OPS.abs(t.get(0)), d),
        of("square", t -> OPS.square(t.get(0)), d),
        of("sqrt", t -> OPS.sqrt(OPS.add(OPS.square(t.get(0)), 0.5)), d),
        of("exp", t -> OPS.exp(t.get(0)), d),
        of("log", t -> OPS.log(OPS.add(OPS.square(t.get(0)), 0.5)), d),
        of("erf", t -> OPS.erf(t.get(0)), d),
        of("relu", t -> OPS.relu(t.get(0)), d),
        of("clip", t -> OPS.clip(t.get(0), -0.4, 0.7), d),
        of("sigmoid", t -> OPS.sigmoid(t.get(0)), d),
        of("tanh", t -> OPS.tanh(t.get(0)), d),
        of("softplus", t -> OPS.softplus(t.get(0)), d),
        of("softmax", t -> OPS.softmax(t.get(0)), d),
        of("logSoftmax", t -> OPS.logSoftmax(t.get(0)), d),
        of("softmax of images", t -> OPS.softmax(t.get(0)), dims(2, 3, 2, 4)));
  }

  static Stream<Arguments> pairs() {
    List<Arguments> cases = new ArrayList<>();
    int[][][] shapes = {
      {dims(2, 3), dims(2, 3)},
      {dims(2, 3), dims(3)},
      {dims(3), dims(2, 3)},
      {dims(2, 1, 1, 4), dims(2, 3, 2, 4)},
      {dims(2, 3, 2, 4), dims(3, 1, 1)},
      {dims(2, 1), dims(1, 3)},
      {dims(2, 3), dims()},
      {dims(), dims(2, 3)},
    };
    for (int[][] pair : shapes) {
      cases.add(of("add", t -> OPS.add(t.get(0), t.get(1)), pair));
      cases.add(of("subtract", t -> OPS.subtract(t.get(0), t.get(1)), pair));
      cases.add(of("multiply", t -> OPS.multiply(t.get(0), t.get(1)), pair));
      cases.add(of("divide", t -> OPS.divide(t.get(0), OPS.add(OPS.square(t.get(1)), 0.5)), pair));
      cases.add(of("maximum", t -> OPS.maximum(t.get(0), t.get(1)), pair));
    }
    cases.add(of("addBias", t -> OPS.addBias(t.get(0), t.get(1)), dims(2, 3, 2, 4), dims(4)));
    cases.add(of("matmul", t -> OPS.matmul(t.get(0), t.get(1)), dims(3, 4), dims(4, 2)));
    cases.add(of("one tensor twice", t -> OPS.multiply(t.get(0), OPS.exp(t.get(0))), dims(2, 3)));
    return cases.stream();
  }

  static Stream<Arguments> reductions() {
    List<Arguments> cases = new ArrayList<>();
    int[][] axes = {{0}, {1, 2}, {-1}, {0, 1, 2}, {0, 1, 2, 3}};
    for (int[] along : axes) {
      for (boolean keep : new boolean[] {false, true}) {
        int[] d = dims(2, 3, 4, 2);
        cases.add(of("mean", t -> OPS.mean(t.get(0), keep, along), d));
        cases.add(of("sum", t -> OPS.sum(t.get(0), keep, along), d));
        cases.add(of("max", t -> OPS.max(t.get(0), keep, along), d));
      }
    }
    cases.add(of("sumAll", t -> OPS.sumAll(t.get(0)), dims(2, 3, 2)));
    return cases.stream();
  }

  static Stream<Arguments> windows() {
    List<Arguments> cases = new ArrayList<>();
    int[][] sizes = {dims(2, 5, 6, 3), dims(1, 6, 5, 3), dims(1, 7, 7, 3)};
    Window[] windows = {
      new Window(3, 3, 1, 1, 0, 0, 0, 0),
      new Window(3, 3, 2, 2, 0, 1, 0, 1),
      new Window(3, 2, 2, 1, 1, 1, 0, 1),
      new Window(2, 2, 2, 2, 0, 0, 0, 0),
      new Window(2, 3, 3, 3, 1, 0, 1, 1),
      new Window(1, 1, 2, 2, 0, 0, 0, 0),
    };
    for (int[] x : sizes) {
      for (Window w : windows) {
        int[] kernel = dims(w.height(), w.width(), 3, 4);
        int[] depthwise = dims(w.height(), w.width(), 3, 2);
        cases.add(of("conv2d " + w, t -> OPS.conv2d(t.get(0), t.get(1), w), x, kernel));
        cases.add(
            of("depthwise " + w, t -> OPS.depthwiseConv2d(t.get(0), t.get(1), w), x, depthwise));
        cases.add(
            of(
                "biased conv2d " + w,
                t -> OPS.conv2d(t.get(0), t.get(1), t.get(2), w),
                x,
                kernel,
                dims(kernel[3])));
        cases.add(
            of(
                "biased depthwise " + w,
                t -> OPS.depthwiseConv2d(t.get(0), t.get(1), t.get(2), w),
                x,
                depthwise,
                dims(depthwise[2] * depthwise[3])));
        cases.add(of("maxPool " + w, t -> OPS.maxPool(t.get(0), w), x));
        cases.add(of("averagePool " + w, t -> OPS.averagePool(t.get(0), w), x));
      }
    }
    return cases.stream();
  }

  /**
   * Convolutions of which every activation is part. The sums spread over some ten units to both
   * sides of 0, so that each piece of an activation is met; the cases being the same at every run,
   * none of the sums lies within a step of a corner.
   */
  static Stream<Arguments> activated() {
    List<Arguments> cases = new ArrayList<>();
    int[] x = dims(2, 4, 5, 3);
    Window w = new Window(3, 2, 2, 1, 1, 1, 0, 1);
    for (Activation activation : Activation.values()) {
      cases.add(
          of(
              "conv2d with " + activation,
              t -> OPS.conv2d(t.get(0), t.get(1), t.get(2), w, activation),
              x,
              dims(3, 2, 3, 4),
              dims(4)));
      cases.add(
          of(
              "depthwise with " + activation,
              t -> OPS.depthwiseConv2d(t.get(0), t.get(1), t.get(2), w, activation),
              x,
              dims(3, 2, 3, 2),
              dims(6)));
    }
    return cases.stream();
  }

  static Stream<Arguments> movements() {
    return Stream.of(
        of("pad", t -> OPS.pad(t.get(0), 1, 2, 0, 3, -7), dims(2, 3, 2, 2)),
        of("concatenate", OPS::concatenate, dims(2, 3, 1), dims(2, 3, 2), dims(2, 3, 4)),
        of(
            "concatenate with itself",
            t -> OPS.concatenate(List.of(t.get(0), t.get(0))),
            dims(2, 3)),
        of("reshape", t -> OPS.reshape(t.get(0), Shape.of(6)), dims(2, 3, 2)),
        of("reverseChannels", t -> OPS.reverseChannels(t.get(0)), dims(2, 2, 3)));
  }

  static Stream<Arguments> normalizations() {
    int[] c = dims(3);
    return Stream.of(
        of(
            "batchNorm",
            t -> OPS.batchNorm(t.get(0), t.get(1), t.get(2), t.get(3), OPS.exp(t.get(4)), 1e-3),
            dims(2, 3, 2, 3),
            c,
            c,
            c,
            c),
        of(
            "batchNormTraining",
            t -> OPS.batchNormTraining(t.get(0), t.get(1), t.get(2), 1e-3).output(),
            dims(3, 2, 3, 3),
            c,
            c),
        of(
            "batchNormTraining of vectors",
            t -> OPS.batchNormTraining(t.get(0), t.get(1), t.get(2), 1e-3).output(),
            dims(4, 3),
            c,
            c),
        of(
            "batchNormTraining of one pixel",
            t -> OPS.batchNormTraining(t.get(0), t.get(1), t.get(2), 1e-3).output(),
            dims(1, 1, 1, 3),
            c,
            c),
        of(
            "batchNormTraining of two pixels",
            t -> OPS.batchNormTraining(t.get(0), t.get(1), t.get(2), 1e-1).output(),
            dims(1, 2, 1, 3),
            c,
            c));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({
    "elementwise",
    "pairs",
    "reductions",
    "windows",
    "activated",
    "movements",
    "normalizations"
  })
  void isTheSlope(String name, Function<List<Tensor>, Tensor> operation, int[][] dimensions) {
    RandomGenerator random = new Randomness(7).forPurpose(name);
    List<Tensor> operands = new ArrayList<>();
    for (int[] sizes : dimensions) {
      operands.add(Tensor.variable(sizes, uniform(random, Tensor.size(sizes), 2)));
    }
    // A random covector makes one number of the result, in which every element counts.
    int[] resultSizes = operation.apply(operands).dimensions();
    Tensor covector = Tensor.constant(resultSizes, uniform(random, Tensor.size(resultSizes), 1));
    Function<List<Tensor>, Tensor> scalar =
        t -> OPS.sumAll(OPS.multiply(operation.apply(t), covector));

    Gradients gradients = Gradients.of(scalar.apply(operands));

    for (Tensor operand : operands) {
      double[] found = gradients.by(operand);
      for (int i = 0; i < found.length; i++) {
        double value = operand.values()[i];
        operand.values()[i] = value + STEP;
        double above = scalar.apply(operands).values()[0];
        operand.values()[i] = value - STEP;
        double below = scalar.apply(operands).values()[0];
        operand.values()[i] = value;
        assertThat(found[i])
            .as("%s, element %d of %s", name, i, operand)
            .isCloseTo((above - below) / (2 * STEP), within(2e-7));
      }
    }
  }

  @Test
  void isHeldAgainstDifferencesForEveryOperation() {
    RECORDED.called().clear();
    Stream.of(
            elementwise(),
            pairs(),
            reductions(),
            windows(),
            activated(),
            movements(),
            normalizations())
        .flatMap(cases -> cases)
        .forEach(
            one -> {
              @SuppressWarnings("unchecked") // as made by of(...)
              Function<List<Tensor>, Tensor> operation =
                  (Function<List<Tensor>, Tensor>) one.get()[1];
              List<Tensor> operands =
                  Stream.of((int[][]) one.get()[2])
                      .map(sizes -> Tensor.variable(sizes, new double[Tensor.size(sizes)]))
                      .toList();
              assertThat(operation.apply(operands).size()).isPositive();
            });

    Set<String> withoutGradient = Set.of("exampleShape(Object)");
    assertThat(RecordedOps.all())
        .filteredOn(operation -> !withoutGradient.contains(operation))
        .isSubsetOf(RECORDED.called());
  }

  /** A constant channel has no spread to divide by: only epsilon keeps its gradient finite. */
  @Test
  void isFiniteWhereAChannelIsConstant() {
    Tensor x = Tensor.variable(dims(3, 1), 0.7, 0.7, 0.7);
    Tensor gamma = Tensor.variable(dims(1), 2);
    Tensor beta = Tensor.variable(dims(1), 0.3);
    Tensor output = OPS.batchNormTraining(x, gamma, beta, 0.01).output();
    assertThat(output.values()).containsExactly(new double[] {0.3, 0.3, 0.3}, within(1e-12));

    Tensor weighted = OPS.multiply(output, Tensor.constant(dims(3, 1), 1, 2, 6));
    Gradients gradients = Gradients.of(OPS.sumAll(weighted));

    // gamma / sqrt(epsilon) * (weight - mean weight)
    assertThat(gradients.by(x)).containsExactly(new double[] {-40, -20, 60}, within(1e-9));
    assertThat(gradients.by(gamma)).containsExactly(new double[] {0}, within(1e-9));
    assertThat(gradients.by(beta)).containsExactly(9);
  }

  @Test
  void isOneSidesAtACorner() {
    Tensor x = Tensor.variable(dims(3), -1, 0, 2);

    assertThat(Gradients.of(OPS.sumAll(OPS.relu(x))).by(x)).containsExactly(0, 0, 1);
    assertThat(Gradients.of(OPS.sumAll(OPS.abs(x))).by(x)).containsExactly(-1, 0, 1);
    // The borders belong to the inside.
    assertThat(Gradients.of(OPS.sumAll(OPS.clip(x, 0, 2))).by(x)).containsExactly(0, 1, 1);
    assertThat(Gradients.of(OPS.sumAll(OPS.clip(x, -0.5, 1))).by(x)).containsExactly(0, 1, 0);
  }

  @Test
  void goesToTheFirstOfEqualValues() {
    Tensor a = Tensor.variable(dims(2), 1, 3);
    Tensor b = Tensor.variable(dims(2), 1, 4);
    Gradients gradients = Gradients.of(OPS.sumAll(OPS.maximum(a, b)));
    assertThat(gradients.by(a)).containsExactly(1, 0);
    assertThat(gradients.by(b)).containsExactly(0, 1);

    Tensor equal = Tensor.variable(dims(1, 2, 2, 1), 5, 5, 5, 5);
    Window all = new Window(2, 2, 2, 2, 0, 0, 0, 0);
    assertThat(Gradients.of(OPS.sumAll(OPS.maxPool(equal, all))).by(equal))
        .containsExactly(1, 0, 0, 0);
    Window overlapping = new Window(1, 2, 1, 1, 0, 0, 1, 0);
    assertThat(Gradients.of(OPS.sumAll(OPS.maxPool(equal, overlapping))).by(equal))
        .containsExactly(2, 0, 2, 0);
  }

  @Test
  void isZeroForAVariableThatDoesNotMatter() {
    Tensor used = Tensor.variable(dims(2), 1, 2);
    Tensor unused = Tensor.variable(dims(2), 3, 4);

    Gradients gradients = Gradients.of(OPS.sumAll(used));

    assertThat(gradients.by(used)).containsExactly(1, 1);
    assertThat(gradients.by(unused)).containsExactly(0, 0);
  }

  @Test
  void stopsAtTheStatisticsOfABatch() {
    Tensor x = Tensor.variable(dims(2, 1), 1, 5);
    Tensor one = Tensor.constant(dims(1), 1);

    var normalized = OPS.batchNormTraining(x, one, one, 1e-3);

    assertThat(Gradients.of(OPS.sumAll(normalized.mean())).by(x)).containsExactly(0, 0);
    assertThat(Gradients.of(OPS.sumAll(normalized.variance())).by(x)).containsExactly(0, 0);
  }

  @Test
  void flowsThroughThousandsOfOperations() {
    Tensor x = Tensor.variable(dims(), 1);
    Tensor y = x;
    for (int i = 0; i < 20_000; i++) {
      y = OPS.add(y, x);
    }

    assertThat(Gradients.of(y).by(x)).containsExactly(20_001);
  }

  @Test
  void isThatOfOneNumberOnly() {
    Tensor x = Tensor.variable(dims(2), 1, 2);

    assertThatThrownBy(() -> Gradients.of(x)).isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] uniform(RandomGenerator random, int count, double limit) {
    return random.doubles(count, -limit, limit).toArray();
  }
}
