package dev.graft.tensorflow;

import static dev.graft.tensorflow.OpsProbe.counting;
import static dev.graft.tensorflow.OpsProbe.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.engine.Placement;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import dev.graft.api.weights.FloatTensor;
import dev.graft.tensorflow.OpsProbe.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** The value of every operation, computed by hand. */
class GraphOpsTest {
  private static final FloatTensor ROW = tensor(Shape.of(1, 4), -2, -0.5, 0, 3);

  private static float[] of(Expression expression, FloatTensor... inputs) {
    try (OpsProbe probe = new OpsProbe(expression, inputs)) {
      return probe.forward();
    }
  }

  private static float[] floats(double... values) {
    return tensor(Shape.of(values.length), values).values();
  }

  @Test
  void arithmeticBroadcastsAlongTheLastAxes() {
    FloatTensor x = counting(Shape.of(2, 3));
    FloatTensor row = tensor(Shape.of(3), 10, 20, 40);
    FloatTensor column = tensor(Shape.of(2, 1), 1, 2);

    assertThat(of((o, in) -> o.add(in.get(0), in.get(1)), x, row))
        .containsExactly(11, 22, 43, 14, 25, 46);
    assertThat(of((o, in) -> o.subtract(in.get(0), in.get(1)), x, column))
        .containsExactly(0, 1, 2, 2, 3, 4);
    assertThat(of((o, in) -> o.multiply(in.get(0), in.get(1)), x, column))
        .containsExactly(1, 2, 3, 8, 10, 12);
    assertThat(of((o, in) -> o.divide(in.get(0), in.get(1)), x, row))
        .containsExactly(floats(0.1, 0.1, 0.075, 0.4, 0.25, 0.15), within(1e-7f));
    assertThat(of((o, in) -> o.maximum(in.get(0), in.get(1)), x, tensor(Shape.of(3), 3, 3, 3)))
        .containsExactly(3, 3, 3, 4, 5, 6);
    assertThat(of((o, in) -> o.add(o.multiply(in.get(0), -2), 0.5), x))
        .containsExactly(floats(-1.5, -3.5, -5.5, -7.5, -9.5, -11.5));
    assertThat(of((o, in) -> o.addBias(in.get(0), in.get(1)), x, row))
        .containsExactly(11, 22, 43, 14, 25, 46);
  }

  @Test
  void constantsHaveTheirShape() {
    assertThat(
            of(
                (o, in) -> o.add(in.get(0), o.constant(Shape.of(2, 1), new float[] {5, 7})),
                tensor(Shape.of(2, 2), 0, 1, 2, 3)))
        .containsExactly(5, 6, 9, 10);
  }

  @Test
  void functionsOfEachElement() {
    assertThat(of((o, in) -> o.negate(in.get(0)), ROW)).containsExactly(2, 0.5f, -0f, -3);
    assertThat(of((o, in) -> o.abs(in.get(0)), ROW)).containsExactly(2, 0.5f, 0, 3);
    assertThat(of((o, in) -> o.square(in.get(0)), ROW)).containsExactly(4, 0.25f, 0, 9);
    assertThat(of((o, in) -> o.sqrt(in.get(0)), tensor(Shape.of(1, 3), 0.25, 4, 9)))
        .containsExactly(0.5f, 2, 3);
    assertThat(of((o, in) -> o.exp(in.get(0)), ROW))
        .containsExactly(floats(0.13533528, 0.60653066, 1, 20.085537), within(2e-6f));
    assertThat(of((o, in) -> o.log(in.get(0)), tensor(Shape.of(1, 2), 1, Math.E)))
        .containsExactly(floats(0, 1), within(1e-6f));
    assertThat(of((o, in) -> o.erf(in.get(0)), ROW))
        .containsExactly(floats(-0.99532227, -0.52049988, 0, 0.99997791), within(1e-6f));
    assertThat(of((o, in) -> o.relu(in.get(0)), ROW)).containsExactly(0, 0, 0, 3);
    assertThat(of((o, in) -> o.clip(in.get(0), -1, 2), ROW)).containsExactly(-1, -0.5f, 0, 2);
    assertThat(of((o, in) -> o.clip(in.get(0), 0, 6), tensor(Shape.of(1, 3), -1, 5, 7)))
        .containsExactly(0, 5, 6);
    assertThat(of((o, in) -> o.tanh(in.get(0)), ROW))
        .containsExactly(floats(-0.96402758, -0.46211716, 0, 0.99505475), within(1e-6f));
  }

  @Test
  void sigmoidAndSoftplusAreStableFarOut() {
    FloatTensor x = tensor(Shape.of(1, 5), -100, -2, 0, 2, 100);

    assertThat(of((o, in) -> o.sigmoid(in.get(0)), x))
        .containsExactly(floats(3.7e-44, 0.11920292, 0.5, 0.88079708, 1), within(1e-7f));
    assertThat(of((o, in) -> o.softplus(in.get(0)), x))
        .containsExactly(floats(0, 0.12692801, 0.69314718, 2.126928, 100), within(1e-6f));
  }

  @Test
  void softmaxIsTakenOverTheLastAxis() {
    FloatTensor rows = tensor(Shape.of(2, 2), 0, Math.log(3), 100, -100);
    FloatTensor images = new FloatTensor(Shape.of(1, 2, 1, 2), rows.values());

    assertThat(of((o, in) -> o.softmax(in.get(0)), rows))
        .containsExactly(floats(0.25, 0.75, 1, 0), within(1e-6f));
    assertThat(of((o, in) -> o.softmax(in.get(0)), images))
        .containsExactly(floats(0.25, 0.75, 1, 0), within(1e-6f));
    assertThat(of((o, in) -> o.logSoftmax(in.get(0)), images))
        .containsExactly(floats(Math.log(0.25), Math.log(0.75), 0, -200), within(1e-5f));
  }

  @Test
  void reductionsTakeAxesFromBothEnds() {
    FloatTensor x = counting(Shape.of(2, 2, 3));

    assertThat(of((o, in) -> o.mean(in.get(0), false, 1), x))
        .containsExactly(2.5f, 3.5f, 4.5f, 8.5f, 9.5f, 10.5f);
    assertThat(of((o, in) -> o.mean(in.get(0), false, 0, 1, 2), x)).containsExactly(6.5f);
    assertThat(of((o, in) -> o.sum(in.get(0), false, -1), x)).containsExactly(6, 15, 24, 33);
    assertThat(of((o, in) -> o.max(in.get(0), false, -2, -1), x)).containsExactly(6, 12);
    assertThat(of((o, in) -> o.sumAll(in.get(0)), x)).containsExactly(78);
    assertThat(of((o, in) -> o.subtract(in.get(0), o.max(in.get(0), true, 2)), x))
        .containsExactly(-2, -1, 0, -2, -1, 0, -2, -1, 0, -2, -1, 0);
  }

  @Test
  void matmulMultipliesRowsByColumns() {
    assertThat(
            of(
                (o, in) -> o.matmul(in.get(0), in.get(1)),
                counting(Shape.of(2, 3)),
                tensor(Shape.of(3, 2), 1, 0, 0, 1, 2, -1)))
        .containsExactly(7, -1, 16, -1);
  }

  @Test
  void convolutionIsCrossCorrelation() {
    // Rows 1 2 3 / 4 5 6 / 7 8 9; the kernel looks to the right and below.
    FloatTensor x = counting(Shape.of(1, 3, 3, 1));
    FloatTensor kernel = tensor(Shape.of(2, 2, 1, 1), 0, 1, 10, 0);

    assertThat(conv(x, kernel, new Window(2, 2, 1, 1, 0, 0, 0, 0))).containsExactly(42, 53, 75, 86);
    assertThat(conv(x, kernel, new Window(2, 2, 2, 2, 0, 1, 0, 1)))
        .as("TensorFlow's same: below and to the right")
        .containsExactly(42, 60, 8, 0);
    assertThat(conv(x, kernel, new Window(2, 2, 2, 2, 1, 0, 1, 0)))
        .as("the other side")
        .containsExactly(0, 20, 4, 6 + 80);
  }

  private static float[] conv(FloatTensor x, FloatTensor kernel, Window window) {
    return of((o, in) -> o.conv2d(in.get(0), in.get(1), window), x, kernel);
  }

  @Test
  void convolutionMixesChannelsAndDepthwiseDoesNot() {
    FloatTensor x = tensor(Shape.of(1, 1, 1, 2), 3, 5);
    FloatTensor kernel = tensor(Shape.of(1, 1, 2, 3), 1, 10, 100, 2, 20, 200);
    Window point = new Window(1, 1, 1, 1, 0, 0, 0, 0);

    assertThat(conv(x, kernel, point)).containsExactly(13, 130, 1300);
    assertThat(of((o, in) -> o.depthwiseConv2d(in.get(0), in.get(1), point), x, kernel))
        .containsExactly(3, 30, 300, 10, 100, 1000);
  }

  @Test
  void depthwiseConvolutionTakesUnequalStridesAndPadding() {
    FloatTensor x = counting(Shape.of(1, 4, 4, 1));
    FloatTensor kernel = tensor(Shape.of(2, 1, 1, 1), 1, 100);
    Window window = new Window(2, 1, 3, 2, 1, 1, 0, 0);

    // Rows (padding, 1) and (3, 4) of the windows, columns 1 and 3.
    assertThat(of((o, in) -> o.depthwiseConv2d(in.get(0), in.get(1), window), x, kernel))
        .containsExactly(100, 300, 9 + 1300, 11 + 1500);
  }

  @Test
  void paddingNeverWinsAMaximumAndIsNotCountedInAMean() {
    FloatTensor x = tensor(Shape.of(1, 3, 3, 1), -1, -2, -3, -4, -5, -6, -7, -8, -9);
    Window same = new Window(2, 2, 2, 2, 0, 1, 0, 1);
    Window other = new Window(2, 2, 2, 2, 1, 0, 1, 0);
    Window valid = new Window(2, 2, 1, 1, 0, 0, 0, 0);

    assertThat(of((o, in) -> o.maxPool(in.get(0), same), x)).containsExactly(-1, -3, -7, -9);
    assertThat(of((o, in) -> o.maxPool(in.get(0), other), x)).containsExactly(-1, -2, -4, -5);
    assertThat(of((o, in) -> o.maxPool(in.get(0), valid), x)).containsExactly(-1, -2, -4, -5);
    assertThat(of((o, in) -> o.averagePool(in.get(0), same), x))
        .containsExactly(-3, -4.5f, -7.5f, -9);
    assertThat(of((o, in) -> o.averagePool(in.get(0), other), x))
        .containsExactly(-1, -2.5f, -5.5f, -7);
    assertThat(of((o, in) -> o.averagePool(in.get(0), valid), x)).containsExactly(-3, -4, -6, -7);
  }

  @Test
  void aPoolingWindowWithoutImageIsRefused() {
    Window window = new Window(1, 1, 1, 1, 1, 0, 0, 0);
    FloatTensor x = counting(Shape.of(1, 2, 2, 1));

    assertThatThrownBy(() -> of((o, in) -> o.maxPool(in.get(0), window), x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wholly in the padding");
  }

  @Test
  void shapesAreRearranged() {
    FloatTensor x = counting(Shape.of(1, 1, 2, 2));

    assertThat(of((o, in) -> o.pad(in.get(0), 1, 0, 0, 1, 9), x))
        .containsExactly(9, 9, 9, 9, 9, 9, 1, 2, 3, 4, 9, 9);
    assertThat(of((o, in) -> o.concatenate(List.of(in.get(0), o.negate(in.get(0)))), x))
        .containsExactly(1, 2, -1, -2, 3, 4, -3, -4);
    assertThat(of((o, in) -> o.reshape(in.get(0), Shape.of(4)), x)).containsExactly(1, 2, 3, 4);
    assertThat(of((o, in) -> o.reverseChannels(in.get(0)), x)).containsExactly(2, 1, 4, 3);
  }

  @Test
  void batchNormUsesTheStatisticsItIsGiven() {
    FloatTensor x = tensor(Shape.of(2, 2), 5, 1, 9, 3);
    FloatTensor gamma = tensor(Shape.of(2), 2, 1);
    FloatTensor beta = tensor(Shape.of(2), 0.5, -1);
    FloatTensor mean = tensor(Shape.of(2), 1, 3);
    FloatTensor variance = tensor(Shape.of(2), 3, 15);

    // Standard deviations sqrt(3 + 1) = 2 and sqrt(15 + 1) = 4.
    assertThat(
            of(
                (o, in) -> o.batchNorm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), 1),
                x,
                gamma,
                beta,
                mean,
                variance))
        .containsExactly(floats(4.5, -1.5, 8.5, -1), within(1e-5f));
  }

  @Test
  void batchNormTrainingUsesTheBatchAndTellsPopulationStatistics() {
    FloatTensor vectors = tensor(Shape.of(4, 1), 1, 3, 5, 7);
    FloatTensor images = new FloatTensor(Shape.of(1, 2, 2, 1), vectors.values());
    FloatTensor gamma = tensor(Shape.of(1), 3);
    FloatTensor beta = tensor(Shape.of(1), 10);
    for (FloatTensor x : List.of(vectors, images)) {
      // Mean 4, variance 20 / 4 = 5; sqrt(5 + 4) = 3.
      assertThat(
              of(
                  (o, in) -> o.batchNormTraining(in.get(0), in.get(1), in.get(2), 4).output(),
                  x,
                  gamma,
                  beta))
          .containsExactly(floats(7, 9, 11, 13), within(1e-5f));
      assertThat(statistic(x, Ops.Normalized::mean)).containsExactly(floats(4), within(1e-6f));
      assertThat(statistic(x, Ops.Normalized::variance)).containsExactly(floats(5), within(1e-5f));
    }
    assertThat(statistic(tensor(Shape.of(1, 1), 8), Ops.Normalized::variance))
        .as("of a single value")
        .containsExactly(0);
  }

  private static float[] statistic(
      FloatTensor x,
      java.util.function.Function<Ops.Normalized<Operand<TFloat32>>, Operand<TFloat32>> which) {
    try (GraphSession session = new GraphSession("statistic", Placement.cpu(1))) {
      GraphOps ops = new GraphOps(session.tf());
      Operand<TFloat32> input =
          session.tf().placeholder(TFloat32.class, Placeholder.shape(HostTensors.shape(x.shape())));
      Operand<TFloat32> one = ops.constant(Shape.of(1), new float[] {1});
      Operand<TFloat32> result = which.apply(ops.batchNormTraining(input, one, one, 1e-3));
      session.start();
      try (Feeds feeds = new Feeds().add(input, HostTensors.floats(x.shape(), x.values()))) {
        return session.run(feeds, List.of(result), List.of()).get(0);
      }
    }
  }

  @Test
  void theShapeOfOneExampleLeavesTheBatchOut() {
    try (GraphSession session = new GraphSession("shape", Placement.cpu(1))) {
      GraphOps ops = new GraphOps(session.tf());
      Operand<TFloat32> x =
          session
              .tf()
              .placeholder(
                  TFloat32.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(-1, 6, 5, 3)));

      assertThat(ops.exampleShape(x)).isEqualTo(Shape.of(6, 5, 3));
      assertThat(ops.exampleShape(ops.max(x, false, 1, 2))).isEqualTo(Shape.of(3));
      assertThatThrownBy(() -> ops.exampleShape(ops.constant(1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no examples");
    }
  }
}
