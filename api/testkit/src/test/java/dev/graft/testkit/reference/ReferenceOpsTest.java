package dev.graft.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Shape;
import dev.graft.api.ops.Window;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values computed by hand, or known from tables. */
class ReferenceOpsTest {
  private static final ReferenceOps OPS = new ReferenceOps();

  /** One image of 3x3 with one channel: 1 to 9. */
  private static final Tensor NINE = tensor(dims(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private static int[] dims(int... dimensions) {
    return dimensions;
  }

  private static Tensor tensor(int[] dimensions, double... values) {
    return Tensor.constant(dimensions, values);
  }

  private static void check(Tensor tensor, int[] dimensions, double... values) {
    assertThat(tensor.dimensions()).containsExactly(dimensions);
    assertThat(tensor.values()).containsExactly(values, within(1e-12));
  }

  @Test
  void broadcastsAlongMissingAndSingleAxes() {
    Tensor rows = tensor(dims(2, 1), 10, 20);
    Tensor columns = tensor(dims(3), 1, 2, 3);

    check(OPS.add(rows, columns), dims(2, 3), 11, 12, 13, 21, 22, 23);
    check(OPS.subtract(columns, rows), dims(2, 3), -9, -8, -7, -19, -18, -17);
    check(OPS.multiply(rows, 0.5), dims(2, 1), 5, 10);
    check(OPS.divide(rows, columns), dims(2, 3), 10, 5, 10 / 3.0, 20, 10, 20 / 3.0);
    check(OPS.maximum(columns, OPS.constant(2)), dims(3), 2, 2, 3);
  }

  @Test
  void refusesSizesThatDoNotBroadcast() {
    assertThatThrownBy(() -> OPS.add(tensor(dims(2), 1, 2), tensor(dims(3), 1, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("[2] and [3] do not broadcast");
  }

  @Test
  void knowsTheShapeOfAnExample() {
    assertThat(OPS.exampleShape(NINE)).isEqualTo(Shape.of(3, 3, 1));
    assertThat(OPS.exampleShape(tensor(dims(2), 1, 2))).isEqualTo(Shape.scalar());
  }

  @Test
  void clipsAndRectifies() {
    Tensor x = tensor(dims(5), -7, -1, 0, 3, 8);

    check(OPS.relu(x), dims(5), 0, 0, 0, 3, 8);
    check(OPS.clip(x, -2, 6), dims(5), -2, -1, 0, 3, 6);
    check(OPS.abs(x), dims(5), 7, 1, 0, 3, 8);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e-8, 1.1283791670955126e-8",
    "0.5, 0.5204998778130465",
    "-1, -0.8427007929497149",
    "2, 0.9953222650189527",
    "-3.5, -0.9999992569016276",
    "5.9, 1",
    "40, 1"
  })
  void knowsTheErrorFunction(double x, double erf) {
    assertThat(Elementwise.erf(x)).isCloseTo(erf, within(1e-15));
  }

  @Test
  void staysFiniteAtExtremeScores() {
    Tensor x = Tensor.variable(dims(4), -1000, -100, 100, 1000);
    double e100 = Math.exp(-100);

    Tensor softplus = OPS.softplus(x);
    Tensor sigmoid = OPS.sigmoid(x);

    assertThat(softplus.values()[1]).isCloseTo(e100, within(1e-56));
    check(softplus, dims(4), 0, e100, 100, 1000);
    assertThat(sigmoid.values()[1]).isCloseTo(e100, within(1e-56));
    check(sigmoid, dims(4), 0, 0, 1, 1);
    assertThat(Gradients.of(OPS.sumAll(softplus)).by(x))
        .containsExactly(new double[] {0, 0, 1, 1}, within(1e-12));
    double[] slopes = Gradients.of(OPS.sumAll(sigmoid)).by(x);
    assertThat(slopes[1]).isCloseTo(e100, within(1e-56));
    assertThat(slopes[2]).isCloseTo(e100, within(1e-56));
  }

  @Test
  void normalizesExtremeRowsOfScores() {
    Tensor x = Tensor.variable(dims(2, 2), 100, -100, -1000, 1000);

    check(OPS.softmax(x), dims(2, 2), 1, 0, 0, 1);
    Tensor logs = OPS.logSoftmax(x);
    check(logs, dims(2, 2), 0, -200, -2000, 0);
    // d(-log p)/dx = p - 1 for the right class, p for the other
    Tensor wrong = OPS.multiply(logs, tensor(dims(2, 2), 0, -1, -1, 0));
    assertThat(Gradients.of(OPS.sumAll(wrong)).by(x))
        .containsExactly(new double[] {1, -1, -1, 1}, within(1e-12));
  }

  @Test
  void reducesOverAxes() {
    Tensor x = tensor(dims(2, 3), 1, 2, 3, 4, 5, 9);

    check(OPS.mean(x, false, 1), dims(2), 2, 6);
    check(OPS.mean(x, true, 0), dims(1, 3), 2.5, 3.5, 6);
    check(OPS.sum(x, true, -1), dims(2, 1), 6, 18);
    check(OPS.max(x, false, 0), dims(3), 4, 5, 9);
    check(OPS.max(x, false, 0, 1), dims(), 9);
    check(OPS.sumAll(x), dims(), 24);
  }

  @Test
  void sharesTheGradientOfEqualMaxima() {
    Tensor x = Tensor.variable(dims(1, 3), 5, 5, 1);

    assertThat(Gradients.of(OPS.sumAll(OPS.max(x, false, 1))).by(x)).containsExactly(0.5, 0.5, 0);
  }

  @Test
  void correlatesRatherThanConvolves() {
    Tensor kernel = tensor(dims(2, 2, 1, 1), 1, 10, 100, 1000);

    check(
        OPS.conv2d(NINE, kernel, new Window(2, 2, 1, 1, 0, 0, 0, 0)),
        dims(1, 2, 2, 1),
        5421,
        6532,
        8754,
        9865);
  }

  @Test
  void padsWhereTheWindowSays() {
    Tensor kernel = tensor(dims(2, 2, 1, 1), 1, 10, 100, 1000);

    check(
        OPS.conv2d(NINE, kernel, new Window(2, 2, 2, 2, 0, 1, 0, 1)),
        dims(1, 2, 2, 1),
        5421,
        603,
        87,
        9);
    check(
        OPS.conv2d(NINE, kernel, new Window(2, 2, 2, 2, 1, 0, 1, 0)),
        dims(1, 2, 2, 1),
        1000,
        3200,
        7040,
        9865);
  }

  @Test
  void mixesChannelsByTheKernelsLastAxes() {
    Tensor x = tensor(dims(1, 1, 1, 2), 1, 10);
    Tensor kernel = tensor(dims(1, 1, 2, 3), 1, 2, 3, 4, 5, 6);
    Window point = new Window(1, 1, 1, 1, 0, 0, 0, 0);

    check(OPS.conv2d(x, kernel, point), dims(1, 1, 1, 3), 41, 52, 63);
    check(OPS.depthwiseConv2d(x, kernel, point), dims(1, 1, 1, 6), 1, 2, 3, 40, 50, 60);
    check(
        OPS.matmul(tensor(dims(1, 2), 1, 10), tensor(dims(2, 3), 1, 2, 3, 4, 5, 6)),
        dims(1, 3),
        41,
        52,
        63);
  }

  @Test
  void poolsWithoutThePadding() {
    Window same = new Window(2, 2, 2, 2, 0, 1, 0, 1);

    check(OPS.maxPool(NINE, same), dims(1, 2, 2, 1), 5, 6, 8, 9);
    check(OPS.averagePool(NINE, same), dims(1, 2, 2, 1), 3, 4.5, 7.5, 9);
    check(OPS.maxPool(OPS.negate(NINE), same), dims(1, 2, 2, 1), -1, -3, -7, -9);
  }

  @Test
  void refusesToPoolNothingButPadding() {
    Window beyond = new Window(2, 2, 1, 1, 2, 0, 0, 0);

    assertThatThrownBy(() -> OPS.maxPool(NINE, beyond))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wholly in the padding");
    assertThatThrownBy(() -> OPS.averagePool(NINE, beyond))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void movesElements() {
    Tensor x = tensor(dims(1, 1, 2, 3), 1, 2, 3, 4, 5, 6);

    check(OPS.reverseChannels(x), dims(1, 1, 2, 3), 3, 2, 1, 6, 5, 4);
    check(OPS.reshape(x, Shape.of(3, 2)), dims(1, 3, 2), 1, 2, 3, 4, 5, 6);
    check(
        OPS.pad(tensor(dims(1, 1, 2, 1), 1, 2), 1, 0, 0, 2, 9),
        dims(1, 2, 4, 1),
        9,
        9,
        9,
        9,
        1,
        2,
        9,
        9);
    check(
        OPS.concatenate(List.of(tensor(dims(2, 1), 1, 2), tensor(dims(2, 2), 3, 4, 5, 6))),
        dims(2, 3),
        1,
        3,
        4,
        2,
        5,
        6);
  }

  @Test
  void normalizesABatchByItsOwnStatistics() {
    Tensor x = tensor(dims(2, 2), 1, 10, 3, 30);
    Tensor gamma = tensor(dims(2), 2, 1);
    Tensor beta = tensor(dims(2), 5, 0);

    var normalized = OPS.batchNormTraining(x, gamma, beta, 3);

    check(normalized.mean(), dims(2), 2, 20);
    check(normalized.variance(), dims(2), 1, 100);
    double second = 10 / Math.sqrt(103);
    check(normalized.output(), dims(2, 2), 4, -second, 6, second);
    check(
        OPS.batchNorm(x, gamma, beta, normalized.mean(), normalized.variance(), 3),
        dims(2, 2),
        4,
        -second,
        6,
        second);
  }
}
