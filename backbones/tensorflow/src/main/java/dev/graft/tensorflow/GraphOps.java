package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import dev.graft.tensorflow.imported.GraphImports;
import dev.graft.tensorflow.imported.SavedModelLayer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * Graft's operations as nodes of a TensorFlow graph. Only those of TensorFlow's operations are used
 * whose gradients its C++ library has and that finite differences have confirmed; the tests repeat
 * that.
 */
final class GraphOps implements Ops<Operand<TFloat32>>, GraphImports {
  private final org.tensorflow.op.Ops tf;
  private final WindowOps windows;
  private final BatchNormOps batchNorm;
  private final List<SavedModelGraph.Restoration> restorations = new ArrayList<>();
  private boolean fusible = true;

  /**
   * Adds nodes to a graph.
   *
   * @param tf the graph's own operations, on the device that is to compute
   */
  GraphOps(org.tensorflow.op.Ops tf) {
    this.tf = tf;
    this.windows = new WindowOps(tf);
    this.batchNorm = new BatchNormOps(tf);
  }

  @Override
  public Operand<TFloat32> constant(double value) {
    return tf.constant((float) value);
  }

  @Override
  public Operand<TFloat32> constant(Shape shape, float[] values) {
    return tf.constant(HostTensors.shape(shape), DataBuffers.of(values, true, false));
  }

  @Override
  public Shape exampleShape(Operand<TFloat32> x) {
    return exampleShapeOf(x);
  }

  static Shape exampleShapeOf(Operand<TFloat32> x) {
    org.tensorflow.ndarray.Shape shape = x.shape();
    if (shape.isUnknown() || shape.numDimensions() == 0) {
      throw new IllegalArgumentException("a tensor of shape " + shape + " has no examples");
    }
    int[] dimensions = new int[shape.numDimensions() - 1];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = Math.toIntExact(shape.get(axis + 1));
    }
    return Shape.of(dimensions);
  }

  @Override
  public Operand<TFloat32> add(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.add(a, b);
  }

  @Override
  public Operand<TFloat32> subtract(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.sub(a, b);
  }

  @Override
  public Operand<TFloat32> multiply(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.mul(a, b);
  }

  @Override
  public Operand<TFloat32> divide(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.div(a, b);
  }

  @Override
  public Operand<TFloat32> maximum(Operand<TFloat32> a, Operand<TFloat32> b) {
    return tf.math.maximum(a, b);
  }

  @Override
  public Operand<TFloat32> addBias(Operand<TFloat32> x, Operand<TFloat32> bias) {
    return tf.nn.biasAdd(x, bias);
  }

  @Override
  public Operand<TFloat32> negate(Operand<TFloat32> x) {
    return tf.math.neg(x);
  }

  @Override
  public Operand<TFloat32> abs(Operand<TFloat32> x) {
    return tf.math.abs(x);
  }

  @Override
  public Operand<TFloat32> square(Operand<TFloat32> x) {
    return tf.math.square(x);
  }

  @Override
  public Operand<TFloat32> sqrt(Operand<TFloat32> x) {
    return tf.math.sqrt(x);
  }

  @Override
  public Operand<TFloat32> exp(Operand<TFloat32> x) {
    return tf.math.exp(x);
  }

  @Override
  public Operand<TFloat32> log(Operand<TFloat32> x) {
    return tf.math.log(x);
  }

  @Override
  public Operand<TFloat32> erf(Operand<TFloat32> x) {
    return tf.math.erf(x);
  }

  @Override
  public Operand<TFloat32> relu(Operand<TFloat32> x) {
    return tf.nn.relu(x);
  }

  @Override
  public Operand<TFloat32> clip(Operand<TFloat32> x, double low, double high) {
    if (low == 0 && high == 6) {
      return tf.nn.relu6(x);
    }
    return tf.math.minimum(tf.math.maximum(x, constant(low)), constant(high));
  }

  @Override
  public Operand<TFloat32> sigmoid(Operand<TFloat32> x) {
    noteWhatCannotBeFused(x);
    return tf.math.sigmoid(x);
  }

  @Override
  public Operand<TFloat32> tanh(Operand<TFloat32> x) {
    noteWhatCannotBeFused(x);
    return tf.math.tanh(x);
  }

  private void noteWhatCannotBeFused(Operand<TFloat32> x) {
    if (x.op().type().startsWith("FusedBatchNorm")) {
      fusible = false;
    }
  }

  /**
   * Whether TensorFlow may fuse operations of the graph. Of a convolution, batch normalisation by
   * given statistics and tanh or sigmoid it makes one for which it has no kernel, and fails when
   * that is run.
   */
  boolean fusible() {
    return fusible;
  }

  @Override
  public Operand<TFloat32> softplus(Operand<TFloat32> x) {
    return tf.math.softplus(x);
  }

  @Override
  public Operand<TFloat32> softmax(Operand<TFloat32> x) {
    return overRows(x, tf.nn::softmax);
  }

  @Override
  public Operand<TFloat32> logSoftmax(Operand<TFloat32> x) {
    return overRows(x, tf.nn::logSoftmax);
  }

  /** Through a matrix, the only rank for which the gradient of logSoftmax is right. */
  private Operand<TFloat32> overRows(
      Operand<TFloat32> x, java.util.function.UnaryOperator<Operand<TFloat32>> function) {
    if (x.rank() == 2) {
      return function.apply(x);
    }
    Shape example = exampleShape(x);
    Operand<TFloat32> rows = tf.reshape(x, tf.constant(new int[] {-1, example.channels()}));
    return reshape(function.apply(rows), example);
  }

  @Override
  public Operand<TFloat32> mean(Operand<TFloat32> x, boolean keepDimensions, int... axes) {
    return tf.math.mean(x, tf.constant(positive(x, axes)), Mean.keepDims(keepDimensions));
  }

  @Override
  public Operand<TFloat32> sum(Operand<TFloat32> x, boolean keepDimensions, int... axes) {
    return tf.reduceSum(x, tf.constant(positive(x, axes)), ReduceSum.keepDims(keepDimensions));
  }

  @Override
  public Operand<TFloat32> max(Operand<TFloat32> x, boolean keepDimensions, int... axes) {
    return tf.reduceMax(x, tf.constant(positive(x, axes)), ReduceMax.keepDims(keepDimensions));
  }

  @Override
  public Operand<TFloat32> sumAll(Operand<TFloat32> x) {
    return tf.reduceSum(x, tf.constant(IntStream.range(0, x.rank()).toArray()));
  }

  private static int[] positive(Operand<TFloat32> x, int... axes) {
    return IntStream.of(axes).map(axis -> axis < 0 ? axis + x.rank() : axis).toArray();
  }

  @Override
  public Operand<TFloat32> conv2d(Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    return windows.conv2d(x, kernel, window);
  }

  @Override
  public Operand<TFloat32> depthwiseConv2d(
      Operand<TFloat32> x, Operand<TFloat32> kernel, Window window) {
    return windows.depthwiseConv2d(x, kernel, window);
  }

  @Override
  public Operand<TFloat32> matmul(Operand<TFloat32> x, Operand<TFloat32> kernel) {
    return tf.linalg.matMul(x, kernel);
  }

  @Override
  public Operand<TFloat32> maxPool(Operand<TFloat32> x, Window window) {
    return windows.maxPool(x, window);
  }

  @Override
  public Operand<TFloat32> averagePool(Operand<TFloat32> x, Window window) {
    return windows.averagePool(x, window);
  }

  @Override
  public Operand<TFloat32> pad(
      Operand<TFloat32> x, int top, int bottom, int left, int right, double value) {
    return windows.pad(x, top, bottom, left, right, (float) value);
  }

  @Override
  public Operand<TFloat32> concatenate(List<Operand<TFloat32>> parts) {
    return tf.concat(parts, tf.constant(parts.get(0).rank() - 1));
  }

  @Override
  public Operand<TFloat32> reshape(Operand<TFloat32> x, Shape exampleShape) {
    int[] dimensions = exampleShape.dimensions();
    int[] batch = new int[dimensions.length + 1];
    batch[0] = -1;
    System.arraycopy(dimensions, 0, batch, 1, dimensions.length);
    return tf.reshape(x, tf.constant(batch));
  }

  @Override
  public Operand<TFloat32> reverseChannels(Operand<TFloat32> x) {
    return tf.reverse(x, tf.constant(new int[] {x.rank() - 1}));
  }

  @Override
  public Operand<TFloat32> batchNorm(
      Operand<TFloat32> x,
      Operand<TFloat32> gamma,
      Operand<TFloat32> beta,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      double epsilon) {
    return batchNorm.inference(x, gamma, beta, mean, variance, epsilon);
  }

  @Override
  public Normalized<Operand<TFloat32>> batchNormTraining(
      Operand<TFloat32> x, Operand<TFloat32> gamma, Operand<TFloat32> beta, double epsilon) {
    return batchNorm.training(x, gamma, beta, epsilon);
  }

  @Override
  public Operand<TFloat32> savedModel(SavedModelLayer layer, Operand<TFloat32> x) {
    SavedModelGraph model = new SavedModelGraph(layer);
    if (model.hasVariables()) {
      restorations.add(
          model.addRestoration((Graph) tf.scope().env(), "restore_" + restorations.size()));
    }
    return model.add(tf, x);
  }

  /** What is to be restored once the session is open. */
  List<SavedModelGraph.Restoration> restorations() {
    return List.copyOf(restorations);
  }
}
