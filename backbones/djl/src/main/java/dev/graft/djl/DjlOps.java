package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Mode;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import dev.graft.djl.imported.ModuleOps;
import dev.graft.djl.imported.TorchScriptLayer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Graft's operations, computed by PyTorch as they are called. Tensors are seen as TensorFlow lays
 * them out: images {@code (batch, height, width, channels)}, kernels {@code (height, width, inputs,
 * outputs)}. No tensor is ever changed. For one computation, in one thread.
 */
final class DjlOps implements Ops<NDArray>, ModuleOps {
  private final NDManager manager;
  private final Clipping clipping;
  private final Optional<FusedConvolutions> fused;
  private final TorchModules modules;
  private final Predicate<NDArray> constants;
  private final WindowOps windows;
  private final BatchNormOps batchNorm;
  private final Map<Float, NDArray> scalars = new HashMap<>();

  /**
   * Computes.
   *
   * @param manager that of the computation
   * @param clipping the network's
   * @param modules the network's
   * @param constants tells tensors that surely need no gradient
   */
  DjlOps(NDManager manager, Clipping clipping, TorchModules modules, Predicate<NDArray> constants) {
    this(manager, clipping, modules, constants, Optional.empty());
  }

  /**
   * Computes.
   *
   * @param fused the network's, if it only infers
   */
  DjlOps(
      NDManager manager,
      Clipping clipping,
      TorchModules modules,
      Predicate<NDArray> constants,
      Optional<FusedConvolutions> fused) {
    this.manager = manager;
    this.clipping = clipping;
    this.fused = fused;
    this.modules = modules;
    this.constants = constants;
    this.windows = new WindowOps(manager, constants);
    this.batchNorm = new BatchNormOps(manager, this::constant);
  }

  /** Optimizers and layers ask for the same few numbers again and again. */
  @Override
  public NDArray constant(double value) {
    return scalars.computeIfAbsent(
        (float) value, key -> Kept.by(manager, HostTensors.scalar(manager, key)));
  }

  @Override
  public NDArray constant(Shape shape, float[] values) {
    return HostTensors.floats(manager, shape, values);
  }

  @Override
  public Shape exampleShape(NDArray x) {
    return exampleShapeOf(x);
  }

  static Shape exampleShapeOf(NDArray x) {
    long[] shape = x.getShape().getShape();
    if (shape.length == 0) {
      throw new IllegalArgumentException("a scalar has no examples");
    }
    int[] dimensions = new int[shape.length - 1];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = Math.toIntExact(shape[axis + 1]);
    }
    return Shape.of(dimensions);
  }

  @Override
  public NDArray add(NDArray a, NDArray b) {
    return a.add(b);
  }

  @Override
  public NDArray subtract(NDArray a, NDArray b) {
    return a.sub(b);
  }

  @Override
  public NDArray multiply(NDArray a, NDArray b) {
    return a.mul(b);
  }

  @Override
  public NDArray divide(NDArray a, NDArray b) {
    return a.div(b);
  }

  @Override
  public NDArray maximum(NDArray a, NDArray b) {
    return a.maximum(b);
  }

  @Override
  public NDArray addBias(NDArray x, NDArray bias) {
    return x.add(bias);
  }

  @Override
  public NDArray negate(NDArray x) {
    return x.neg();
  }

  @Override
  public NDArray abs(NDArray x) {
    return x.abs();
  }

  @Override
  public NDArray square(NDArray x) {
    return x.square();
  }

  @Override
  public NDArray sqrt(NDArray x) {
    return x.sqrt();
  }

  @Override
  public NDArray exp(NDArray x) {
    return x.exp();
  }

  @Override
  public NDArray log(NDArray x) {
    return x.log();
  }

  @Override
  public NDArray erf(NDArray x) {
    return x.erf();
  }

  @Override
  public NDArray relu(NDArray x) {
    return x.getNDArrayInternal().relu();
  }

  @Override
  public NDArray clip(NDArray x, double low, double high) {
    return clipping.clip(x, constant(low), constant(high));
  }

  @Override
  public NDArray sigmoid(NDArray x) {
    return x.getNDArrayInternal().sigmoid();
  }

  @Override
  public NDArray tanh(NDArray x) {
    return x.getNDArrayInternal().tanh();
  }

  /** PyTorch's gives x itself above 20, where the difference is below a float's precision. */
  @Override
  public NDArray softplus(NDArray x) {
    return x.getNDArrayInternal().softPlus();
  }

  @Override
  public NDArray softmax(NDArray x) {
    return x.softmax(-1);
  }

  @Override
  public NDArray logSoftmax(NDArray x) {
    return x.logSoftmax(-1);
  }

  @Override
  public NDArray mean(NDArray x, boolean keepDimensions, int... axes) {
    long count = 1;
    for (int axis : axes) {
      count *= x.size(axis < 0 ? axis + x.getShape().dimension() : axis);
    }
    return multiply(x.sum(axes, keepDimensions), 1.0 / count);
  }

  @Override
  public NDArray sum(NDArray x, boolean keepDimensions, int... axes) {
    return x.sum(axes, keepDimensions);
  }

  /** One axis after the other, so that of equal values only one gets the gradient. */
  @Override
  public NDArray max(NDArray x, boolean keepDimensions, int... axes) {
    NDArray largest = x;
    for (int axis : axes) {
      largest = largest.max(new int[] {axis}, true);
    }
    return keepDimensions ? largest : largest.sum(axes, false);
  }

  @Override
  public NDArray sumAll(NDArray x) {
    return x.sum();
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray kernel, Window window) {
    return windows.conv2d(x, kernel, null, window);
  }

  @Override
  public NDArray conv2d(NDArray x, NDArray kernel, NDArray bias, Window window) {
    return windows.conv2d(x, kernel, bias, window);
  }

  @Override
  public NDArray conv2d(
      NDArray x, NDArray kernel, NDArray bias, Window window, Activation activation) {
    return fused
        .filter(some -> some.has(kernel, activation))
        .map(some -> some.conv2d(x, kernel, bias, window, activation))
        .orElseGet(() -> activation.apply(this, conv2d(x, kernel, bias, window)));
  }

  @Override
  public NDArray depthwiseConv2d(
      NDArray x, NDArray kernel, NDArray bias, Window window, Activation activation) {
    return fused
        .filter(some -> some.has(kernel, activation))
        .map(some -> some.depthwiseConv2d(x, kernel, bias, window, activation))
        .orElseGet(() -> activation.apply(this, depthwiseConv2d(x, kernel, bias, window)));
  }

  @Override
  public NDArray depthwiseConv2d(NDArray x, NDArray kernel, Window window) {
    return windows.depthwiseConv2d(x, kernel, null, window);
  }

  @Override
  public NDArray depthwiseConv2d(NDArray x, NDArray kernel, NDArray bias, Window window) {
    return windows.depthwiseConv2d(x, kernel, bias, window);
  }

  @Override
  public NDArray matmul(NDArray x, NDArray kernel) {
    return x.matMul(kernel);
  }

  @Override
  public NDArray maxPool(NDArray x, Window window) {
    return windows.maxPool(x, window);
  }

  @Override
  public NDArray averagePool(NDArray x, Window window) {
    return windows.averagePool(x, window);
  }

  @Override
  public NDArray pad(NDArray x, int top, int bottom, int left, int right, double value) {
    return windows.pad(x, top, bottom, left, right, value);
  }

  @Override
  public NDArray concatenate(List<NDArray> parts) {
    return NDArrays.concat(new NDList(parts), -1);
  }

  @Override
  public NDArray reshape(NDArray x, Shape exampleShape) {
    return x.reshape(HostTensors.batchShape(exampleShape, -1));
  }

  @Override
  public NDArray reverseChannels(NDArray x) {
    return x.flip(-1);
  }

  @Override
  public NDArray batchNorm(
      NDArray x, NDArray gamma, NDArray beta, NDArray mean, NDArray variance, double epsilon) {
    return constants.test(mean) && constants.test(variance)
        ? batchNorm.inference(x, gamma, beta, mean, variance, epsilon)
        : composed(x, gamma, beta, mean, variance, epsilon);
  }

  @Override
  public Normalized<NDArray> batchNormTraining(
      NDArray x, NDArray gamma, NDArray beta, double epsilon) {
    return batchNorm.training(x, gamma, beta, epsilon);
  }

  @Override
  public NDArray run(
      TorchScriptLayer layer, NDArray x, Function<String, NDArray> parameters, Mode mode) {
    return modules.run(layer, x, parameters, mode);
  }

  /** PyTorch's own has no gradient by the statistics. */
  private NDArray composed(
      NDArray x, NDArray gamma, NDArray beta, NDArray mean, NDArray variance, double epsilon) {
    NDArray scale = gamma.div(variance.add(constant(epsilon)).sqrt());
    return x.mul(scale).add(beta.sub(mean.mul(scale)));
  }
}
