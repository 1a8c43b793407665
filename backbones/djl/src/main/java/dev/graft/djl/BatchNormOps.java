package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.graft.api.ops.Ops.Normalized;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;

/** Batch normalisation by PyTorch's own operation. */
final class BatchNormOps {
  /** No running statistics are kept: those that come out are the batch's own. */
  private static final float KEEP_NOTHING = 0;

  private final NDManager manager;
  private final DoubleFunction<NDArray> scalars;

  BatchNormOps(NDManager manager, DoubleFunction<NDArray> scalars) {
    this.manager = manager;
    this.scalars = scalars;
  }

  /** By given statistics, which get no gradient. */
  NDArray inference(
      NDArray x, NDArray gamma, NDArray beta, NDArray mean, NDArray variance, double epsilon) {
    return normalized(x, gamma, beta, mean, variance, epsilon, false);
  }

  /** By the batch's own statistics. */
  Normalized<NDArray> training(NDArray x, NDArray gamma, NDArray beta, double epsilon) {
    long channels = x.getShape().tail();
    long values = x.size() / channels;
    NDArray mean = manager.zeros(new Shape(channels), DataType.FLOAT32);
    NDArray variance = manager.zeros(new Shape(channels), DataType.FLOAT32);
    if (values == 1) {
      return ofOneValue(x, gamma, beta, epsilon, variance);
    }
    NDArray output = normalized(x, gamma, beta, mean, variance, epsilon, true);
    // PyTorch divides the squares by one less than the number of values, Keras 3 by the number.
    NDArray share = scalars.apply((values - 1.0) / values);
    return new Normalized<>(output, mean, variance.mul(share));
  }

  private static NDArray normalized(
      NDArray x,
      NDArray gamma,
      NDArray beta,
      NDArray mean,
      NDArray variance,
      double epsilon,
      boolean training) {
    Shape shape = x.getShape();
    boolean images = shape.dimension() == 4;
    NDArray channelsSecond = images ? ChannelsFirst.of(x) : x.reshape(new Shape(-1, shape.tail()));
    NDArray output =
        channelsSecond
            .getNDArrayInternal()
            .batchNorm(
                channelsSecond,
                mean,
                variance,
                gamma,
                beta,
                -1,
                KEEP_NOTHING,
                (float) epsilon,
                training)
            .head();
    return images ? ChannelsFirst.undo(output) : output.reshape(shape);
  }

  /** One value is its own mean and does not vary; PyTorch refuses it. */
  private Normalized<NDArray> ofOneValue(
      NDArray x, NDArray gamma, NDArray beta, double epsilon, NDArray noVariance) {
    int[] examples = IntStream.range(0, x.getShape().dimension() - 1).toArray();
    NDArray mean = x.sum(examples, false);
    NDArray scale = gamma.mul(scalars.apply(1 / Math.sqrt(epsilon)));
    NDArray output = x.sub(mean).mul(scale).add(beta);
    return new Normalized<>(output, mean.stopGradient(), noVariance);
  }
}
