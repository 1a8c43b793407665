package dev.graft.api.ops;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Activation;
import java.util.List;

/**
 * The tensor operations that layers, losses and optimizers are written over, once for all engines.
 * Every operation has a gradient unless it says otherwise. Tensors are 32-bit floats.
 *
 * <p>Tensors that carry examples have the batch as their first axis; images are {@code (batch,
 * height, width, channels)}. Binary operations broadcast as NumPy does, aligning the last axes.
 *
 * @param <T> the engine's tensor, or the node of its graph
 * @since 0.1
 */
@Stable
public interface Ops<T> {
  /** A scalar. */
  T constant(double value);

  /**
   * A tensor of given values.
   *
   * @param shape its shape, without a batch
   * @param values row-major
   */
  T constant(Shape shape, float[] values);

  /** The shape of one example: that of {@code x} without its first axis. */
  Shape exampleShape(T x);

  /** Sum, broadcasting. */
  T add(T a, T b);

  /** Difference, broadcasting. */
  T subtract(T a, T b);

  /** Product, broadcasting. */
  T multiply(T a, T b);

  /** Quotient, broadcasting. */
  T divide(T a, T b);

  /** The larger of each pair, broadcasting. */
  T maximum(T a, T b);

  /** Sum with a scalar. */
  default T add(T x, double value) {
    return add(x, constant(value));
  }

  /** Product with a scalar. */
  default T multiply(T x, double factor) {
    return multiply(x, constant(factor));
  }

  /** Adds one value for each channel (the last axis). */
  T addBias(T x, T bias);

  /** {@code -x}. */
  T negate(T x);

  /** Absolute value. */
  T abs(T x);

  /** {@code x * x}. */
  T square(T x);

  /** Square root. */
  T sqrt(T x);

  /** {@code e^x}. */
  T exp(T x);

  /** Natural logarithm. */
  T log(T x);

  /** The error function, accurate to 1e-6. */
  T erf(T x);

  /** {@code max(x, 0)}. */
  T relu(T x);

  /** {@code min(max(x, low), high)}; the gradient is 0 outside. */
  T clip(T x, double low, double high);

  /** {@code 1 / (1 + e^-x)}, stable at any x. */
  T sigmoid(T x);

  /** Hyperbolic tangent. */
  T tanh(T x);

  /** {@code log(1 + e^x)}, stable at any x (x itself for large x). */
  T softplus(T x);

  /** Softmax over the last axis. */
  T softmax(T x);

  /** Logarithm of the softmax over the last axis, stable at any x. */
  T logSoftmax(T x);

  /**
   * Mean over axes.
   *
   * @param keepDimensions whether the axes stay, with size 1
   * @param axes counted with the batch as 0; negative from the end
   */
  T mean(T x, boolean keepDimensions, int... axes);

  /** Sum over axes; see {@link #mean}. */
  T sum(T x, boolean keepDimensions, int... axes);

  /** Maximum over axes; see {@link #mean}. */
  T max(T x, boolean keepDimensions, int... axes);

  /** Sum of all elements, a scalar. */
  T sumAll(T x);

  /**
   * Cross-correlation, as every deep-learning library's convolution.
   *
   * @param x {@code (batch, height, width, inputs)}
   * @param kernel {@code (height, width, inputs, outputs)}
   */
  T conv2d(T x, T kernel, Window window);

  /**
   * Convolution of each channel on its own.
   *
   * @param x {@code (batch, height, width, channels)}
   * @param kernel {@code (height, width, channels, multiplier)}; output channel {@code c *
   *     multiplier + m}
   */
  T depthwiseConv2d(T x, T kernel, Window window);

  /** A convolution and {@link #addBias} at once, for engines that are quicker so. */
  default T conv2d(T x, T kernel, T bias, Window window) {
    return addBias(conv2d(x, kernel, window), bias);
  }

  /** A convolution, {@link #addBias} and an activation at once, for engines that are quicker so. */
  default T conv2d(T x, T kernel, T bias, Window window, Activation activation) {
    return activation.apply(this, conv2d(x, kernel, bias, window));
  }

  /** A convolution of each channel, {@link #addBias} and an activation at once. */
  default T depthwiseConv2d(T x, T kernel, T bias, Window window, Activation activation) {
    return activation.apply(this, depthwiseConv2d(x, kernel, bias, window));
  }

  /** A convolution of each channel and {@link #addBias} at once. */
  default T depthwiseConv2d(T x, T kernel, T bias, Window window) {
    return addBias(depthwiseConv2d(x, kernel, window), bias);
  }

  /** Product of {@code (batch, inputs)} and {@code (inputs, outputs)}. */
  T matmul(T x, T kernel);

  /** Largest value in each window; padding never wins. */
  T maxPool(T x, Window window);

  /** Mean of the values in each window; padding is not counted. */
  T averagePool(T x, Window window);

  /** Pads height and width with a value. */
  T pad(T x, int top, int bottom, int left, int right, double value);

  /** Joins along the last axis. */
  T concatenate(List<T> parts);

  /** The same elements, in row-major order, with another shape for each example. */
  T reshape(T x, Shape exampleShape);

  /** Turns the order of the channels round: RGB to BGR. */
  T reverseChannels(T x);

  /** {@code (x - mean) / sqrt(variance + epsilon) * gamma + beta}, one of each for each channel. */
  T batchNorm(T x, T gamma, T beta, T mean, T variance, double epsilon);

  /**
   * Batch normalisation by the batch's own statistics, over all axes but the last.
   *
   * @param x at least rank 2, the batch included
   */
  Normalized<T> batchNormTraining(T x, T gamma, T beta, double epsilon);

  /**
   * What {@link #batchNormTraining} gives.
   *
   * @param output the normalised tensor
   * @param mean mean of each channel over the batch; has no gradient
   * @param variance variance of each channel, divided by the number of values (as Keras 3, not by
   *     one less); has no gradient
   */
  record Normalized<T>(T output, T mean, T variance) {}
}
