package dev.graft.tensorflow;

import static dev.graft.tensorflow.OpsProbe.spaced;

import dev.graft.api.Shape;
import dev.graft.api.ops.Window;
import dev.graft.api.weights.FloatTensor;
import dev.graft.tensorflow.OpsProbe.Expression;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gradient of every operation, against central differences. */
class GraphOpsGradientTest {
  record Case(String name, Expression expression, FloatTensor... inputs) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(String name, Expression expression, FloatTensor... inputs) {
    return new Case(name, expression, inputs);
  }

  static Stream<Case> elementWise() {
    FloatTensor x = spaced(0, 2, 3, 4);
    FloatTensor positive = spaced(1.5, 2, 3, 4);
    return Stream.of(
        of("add", (o, in) -> o.add(in.get(0), in.get(1)), x, spaced(1, 2, 3, 4)),
        of("add, broadcast", (o, in) -> o.add(in.get(0), in.get(1)), x, spaced(1, 4)),
        of("subtract", (o, in) -> o.subtract(in.get(0), in.get(1)), x, spaced(1, 3, 1)),
        of("multiply", (o, in) -> o.multiply(in.get(0), in.get(1)), x, spaced(1, 3, 1)),
        of("multiply by a scalar", (o, in) -> o.multiply(in.get(0), -2.5), x),
        of("divide", (o, in) -> o.divide(in.get(0), in.get(1)), x, spaced(2, 4)),
        of("maximum", (o, in) -> o.maximum(in.get(0), in.get(1)), x, spaced(0.02, 4)),
        of("addBias, rank 3", (o, in) -> o.addBias(in.get(0), in.get(1)), x, spaced(0, 4)),
        of(
            "addBias, rank 2",
            (o, in) -> o.addBias(in.get(0), in.get(1)),
            spaced(0, 3, 4),
            spaced(0, 4)),
        of("negate", (o, in) -> o.negate(in.get(0)), x),
        of("abs", (o, in) -> o.abs(in.get(0)), x),
        of("square", (o, in) -> o.square(in.get(0)), x),
        of("sqrt", (o, in) -> o.sqrt(in.get(0)), positive),
        of("exp", (o, in) -> o.exp(in.get(0)), x),
        of("log", (o, in) -> o.log(in.get(0)), positive),
        of("erf", (o, in) -> o.erf(in.get(0)), x),
        of("relu", (o, in) -> o.relu(in.get(0)), x),
        of("relu6", (o, in) -> o.clip(in.get(0), 0, 6), spaced(6, 2, 3, 4)),
        of("relu6 near 0", (o, in) -> o.clip(in.get(0), 0, 6), x),
        of("clip", (o, in) -> o.clip(in.get(0), -0.2, 0.28), x),
        of("sigmoid", (o, in) -> o.sigmoid(in.get(0)), x),
        of("tanh", (o, in) -> o.tanh(in.get(0)), x),
        of("softplus", (o, in) -> o.softplus(in.get(0)), x),
        of("softmax, rank 2", (o, in) -> o.softmax(in.get(0)), spaced(0, 3, 5)),
        of("softmax, rank 4", (o, in) -> o.softmax(in.get(0)), spaced(0, 2, 2, 2, 3)),
        of("logSoftmax, rank 2", (o, in) -> o.logSoftmax(in.get(0)), spaced(0, 3, 5)),
        of("logSoftmax, rank 4", (o, in) -> o.logSoftmax(in.get(0)), spaced(0, 2, 2, 2, 3)));
  }

  static Stream<Case> reductionsAndShapes() {
    FloatTensor x = spaced(0, 2, 3, 2, 3);
    return Stream.of(
        of("mean", (o, in) -> o.mean(in.get(0), false, 1, 2), x),
        of("mean, kept", (o, in) -> o.mean(in.get(0), true, -3, -2), x),
        of("mean of the batch", (o, in) -> o.mean(in.get(0), false, 0), spaced(0, 5)),
        of("sum", (o, in) -> o.sum(in.get(0), false, 1, -1), x),
        of("max", (o, in) -> o.max(in.get(0), false, 1, 2), x),
        of("max, kept", (o, in) -> o.max(in.get(0), true, -1), x),
        of("sumAll", (o, in) -> o.sumAll(o.square(in.get(0))), x),
        of("matmul", (o, in) -> o.matmul(in.get(0), in.get(1)), spaced(0, 3, 4), spaced(0, 4, 2)),
        of("pad", (o, in) -> o.pad(in.get(0), 1, 0, 2, 1, -3), x),
        of(
            "concatenate",
            (o, in) -> o.concatenate(List.of(in.get(0), o.square(in.get(0)), in.get(1))),
            x,
            spaced(1, 2, 3, 2, 2)),
        of("reshape", (o, in) -> o.square(o.reshape(in.get(0), Shape.of(6, 3))), x),
        of("reverseChannels", (o, in) -> o.reverseChannels(o.square(in.get(0))), x));
  }

  static Stream<Case> windows() {
    FloatTensor even = spaced(0, 2, 6, 6, 2);
    FloatTensor odd = spaced(0, 2, 5, 7, 2);
    FloatTensor kernel = spaced(0, 3, 3, 2, 3);
    FloatTensor depthwise = spaced(0, 3, 3, 2, 2);
    return Stream.concat(
        windowsOf("6x6", even, kernel, depthwise, 6, 6),
        windowsOf("5x7", odd, kernel, depthwise, 5, 7));
  }

  private static Stream<Case> windowsOf(
      String size, FloatTensor x, FloatTensor kernel, FloatTensor depthwise, int h, int w) {
    return Stream.of(
            new Window(3, 3, 1, 1, 0, 0, 0, 0),
            new Window(3, 3, 2, 2, 0, 0, 0, 0),
            new Window(3, 3, 1, 1, 1, 1, 1, 1),
            // TensorFlow's same at stride 2: (0, 1) on even sizes, (1, 1) on odd ones.
            new Window(3, 3, 2, 2, h % 2 == 0 ? 0 : 1, 1, w % 2 == 0 ? 0 : 1, 1),
            // PyTorch's padding at stride 2, equal on both sides.
            new Window(3, 3, 2, 2, 1, 1, 1, 1),
            new Window(3, 3, 2, 1, 2, 0, 0, 1),
            new Window(3, 3, 3, 3, 1, 2, 2, 1))
        .flatMap(
            window ->
                Stream.of(
                    of(
                        "conv2d " + size + " " + window,
                        (o, in) -> o.conv2d(in.get(0), in.get(1), window),
                        x,
                        kernel),
                    of(
                        "depthwise " + size + " " + window,
                        (o, in) -> o.depthwiseConv2d(in.get(0), in.get(1), window),
                        x,
                        depthwise),
                    of(
                        "maxPool " + size + " " + window,
                        (o, in) -> o.maxPool(in.get(0), window),
                        x),
                    of(
                        "averagePool " + size + " " + window,
                        (o, in) -> o.averagePool(in.get(0), window),
                        x)));
  }

  static Stream<Case> batchNorm() {
    FloatTensor gamma = spaced(1.3, 3);
    FloatTensor beta = spaced(0.2, 3);
    FloatTensor mean = spaced(0.1, 3);
    FloatTensor variance = spaced(1.1, 3);
    Expression inference =
        (o, in) -> o.batchNorm(in.get(0), in.get(1), in.get(2), in.get(3), in.get(4), 1e-3);
    Expression training =
        (o, in) -> o.batchNormTraining(in.get(0), in.get(1), in.get(2), 0.1).output();
    return Stream.of(
        of("inference, images", inference, spaced(0, 2, 2, 3, 3), gamma, beta, mean, variance),
        of("inference, vectors", inference, spaced(0, 4, 3), gamma, beta, mean, variance),
        of("training, images", training, spaced(0, 2, 2, 3, 3), gamma, beta),
        of("training, vectors", training, spaced(0, 6, 3), gamma, beta));
  }

  @ParameterizedTest
  @MethodSource({"elementWise", "reductionsAndShapes", "windows", "batchNorm"})
  void gradientEqualsCentralDifferences(Case probed) {
    try (OpsProbe probe = new OpsProbe(probed.expression(), probed.inputs())) {
      probe.checkGradients();
    }
  }
}
