package dev.graft.testkit.reference;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every operation in plain Java and double precision: slow and obvious, the truth that engines are
 * compared with. Has no state. Gradients come from {@link Gradients}.
 *
 * <p>Where an operation has no derivative, the gradient is the one of TensorFlow: 0 at the corner
 * of {@code relu} and {@code abs}, 1 at the borders of {@code clip}, the first of two equal values
 * in {@code maximum} and {@code maxPool}, equal shares in {@code max}.
 *
 * @since 0.1
 */
@Evolving
public final class ReferenceOps implements Ops<Tensor> {
  @Override
  public Tensor constant(double value) {
    return Tensor.constant(new int[0], value);
  }

  @Override
  public Tensor constant(Shape shape, float[] values) {
    return Tensor.constant(shape, values);
  }

  @Override
  public Shape exampleShape(Tensor x) {
    if (x.rank() == 0) {
      throw new IllegalArgumentException("a scalar holds no examples");
    }
    return Shape.of(Arrays.copyOfRange(x.dimensions(), 1, x.rank()));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return Elementwise.of(a, b, (x, y) -> x + y, (x, y) -> 1, (x, y) -> 1);
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return Elementwise.of(a, b, (x, y) -> x - y, (x, y) -> 1, (x, y) -> -1);
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return Elementwise.of(a, b, (x, y) -> x * y, (x, y) -> y, (x, y) -> x);
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return Elementwise.of(a, b, (x, y) -> x / y, (x, y) -> 1 / y, (x, y) -> -x / (y * y));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return Elementwise.of(a, b, Math::max, (x, y) -> x >= y ? 1 : 0, (x, y) -> x >= y ? 0 : 1);
  }

  @Override
  public Tensor addBias(Tensor x, Tensor bias) {
    if (bias.rank() != 1 || bias.dimension(0) != x.dimension(-1)) {
      throw new IllegalArgumentException("a bias of %s does not fit %s".formatted(bias, x));
    }
    return add(x, bias);
  }

  @Override
  public Tensor negate(Tensor x) {
    return Elementwise.of(x, v -> -v, (v, y) -> -1);
  }

  @Override
  public Tensor abs(Tensor x) {
    return Elementwise.of(x, Math::abs, (v, y) -> Math.signum(v));
  }

  @Override
  public Tensor square(Tensor x) {
    return Elementwise.of(x, v -> v * v, (v, y) -> 2 * v);
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return Elementwise.of(x, Math::sqrt, (v, y) -> 0.5 / y);
  }

  @Override
  public Tensor exp(Tensor x) {
    return Elementwise.of(x, Math::exp, (v, y) -> y);
  }

  @Override
  public Tensor log(Tensor x) {
    return Elementwise.of(x, Math::log, (v, y) -> 1 / v);
  }

  @Override
  public Tensor erf(Tensor x) {
    return Elementwise.of(x, Elementwise::erf, (v, y) -> Elementwise.erfDerivative(v));
  }

  @Override
  public Tensor relu(Tensor x) {
    return Elementwise.of(x, v -> Math.max(v, 0), (v, y) -> v > 0 ? 1 : 0);
  }

  @Override
  public Tensor clip(Tensor x, double low, double high) {
    return Elementwise.of(
        x, v -> Math.min(Math.max(v, low), high), (v, y) -> v < low || v > high ? 0 : 1);
  }

  @Override
  public Tensor sigmoid(Tensor x) {
    return Elementwise.of(
        x, Elementwise::sigmoid, (v, y) -> Elementwise.sigmoid(v) * Elementwise.sigmoid(-v));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return Elementwise.of(x, Math::tanh, (v, y) -> 1 - y * y);
  }

  @Override
  public Tensor softplus(Tensor x) {
    return Elementwise.of(x, Elementwise::softplus, (v, y) -> Elementwise.sigmoid(v));
  }

  @Override
  public Tensor softmax(Tensor x) {
    return Softmax.softmax(x);
  }

  @Override
  public Tensor logSoftmax(Tensor x) {
    return Softmax.logSoftmax(x);
  }

  @Override
  public Tensor mean(Tensor x, boolean keepDimensions, int... axes) {
    Tensor sum = Reduction.sum(x, keepDimensions, axes);
    return multiply(sum, (double) sum.size() / x.size());
  }

  @Override
  public Tensor sum(Tensor x, boolean keepDimensions, int... axes) {
    return Reduction.sum(x, keepDimensions, axes);
  }

  @Override
  public Tensor max(Tensor x, boolean keepDimensions, int... axes) {
    return Reduction.max(x, keepDimensions, axes);
  }

  @Override
  public Tensor sumAll(Tensor x) {
    return Reduction.sum(x, false, IntStream.range(0, x.rank()).toArray());
  }

  @Override
  public Tensor conv2d(Tensor x, Tensor kernel, Window window) {
    return Convolution.conv2d(x, kernel, window);
  }

  @Override
  public Tensor depthwiseConv2d(Tensor x, Tensor kernel, Window window) {
    return Convolution.depthwiseConv2d(x, kernel, window);
  }

  @Override
  public Tensor matmul(Tensor x, Tensor kernel) {
    return Movement.matmul(x, kernel);
  }

  @Override
  public Tensor maxPool(Tensor x, Window window) {
    return Pooling.max(x, window);
  }

  @Override
  public Tensor averagePool(Tensor x, Window window) {
    return Pooling.average(x, window);
  }

  @Override
  public Tensor pad(Tensor x, int top, int bottom, int left, int right, double value) {
    return Movement.pad(x, top, bottom, left, right, value);
  }

  @Override
  public Tensor concatenate(List<Tensor> parts) {
    return Movement.concatenate(parts);
  }

  @Override
  public Tensor reshape(Tensor x, Shape exampleShape) {
    int[] dimensions = new int[exampleShape.rank() + 1];
    dimensions[0] = x.dimension(0);
    System.arraycopy(exampleShape.dimensions(), 0, dimensions, 1, exampleShape.rank());
    return Movement.reshape(x, dimensions);
  }

  @Override
  public Tensor reverseChannels(Tensor x) {
    return Movement.reverseChannels(x);
  }

  @Override
  public Tensor batchNorm(
      Tensor x, Tensor gamma, Tensor beta, Tensor mean, Tensor variance, double epsilon) {
    Tensor normalized = divide(subtract(x, mean), sqrt(add(variance, epsilon)));
    return add(multiply(normalized, gamma), beta);
  }

  @Override
  public Normalized<Tensor> batchNormTraining(Tensor x, Tensor gamma, Tensor beta, double epsilon) {
    int[] axes = IntStream.range(0, x.rank() - 1).toArray();
    Tensor mean = mean(x, false, axes);
    Tensor variance = mean(square(subtract(x, mean)), false, axes);
    Tensor output = batchNorm(x, gamma, beta, mean, variance, epsilon);
    return new Normalized<>(output, mean.detached(), variance.detached());
  }
}
