package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.ops.Ops.Normalized;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * Batch normalisation by TensorFlow's fused operation, which wants four axes: other tensors are
 * taken as images of one pixel.
 */
final class BatchNormOps {
  /** A power of two, so that {@code (1 - UNIT_EPSILON) + UNIT_EPSILON} is exactly 1. */
  private static final float UNIT_EPSILON = 0x1p-10f;

  private final Ops tf;

  BatchNormOps(Ops tf) {
    this.tf = tf;
  }

  /**
   * By given statistics. The fused operation has no gradient by the statistics, so it is only given
   * a mean of 0 and a variance of 1, and they go into its scale and offset, which have one.
   */
  Operand<TFloat32> inference(
      Operand<TFloat32> x,
      Operand<TFloat32> gamma,
      Operand<TFloat32> beta,
      Operand<TFloat32> mean,
      Operand<TFloat32> variance,
      double epsilon) {
    Operand<TFloat32> scale =
        tf.math.mul(gamma, tf.math.rsqrt(tf.math.add(variance, tf.constant((float) epsilon))));
    Operand<TFloat32> offset = tf.math.sub(beta, tf.math.mul(mean, scale));
    int channels = GraphOps.exampleShapeOf(x).channels();
    float[] ones = new float[channels];
    Arrays.fill(ones, 1 - UNIT_EPSILON);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        tf.nn.fusedBatchNorm(
            pixels(x),
            scale,
            offset,
            tf.constant(new float[channels]),
            tf.constant(ones),
            FusedBatchNorm.isTraining(false),
            FusedBatchNorm.epsilon(UNIT_EPSILON));
    return likeBefore(norm.y(), x);
  }

  /** By the batch's own statistics. */
  Normalized<Operand<TFloat32>> training(
      Operand<TFloat32> x, Operand<TFloat32> gamma, Operand<TFloat32> beta, double epsilon) {
    Operand<TFloat32> none = tf.constant(new float[0]);
    FusedBatchNorm<TFloat32, TFloat32> norm =
        tf.nn.fusedBatchNorm(
            pixels(x),
            gamma,
            beta,
            none,
            none,
            FusedBatchNorm.isTraining(true),
            FusedBatchNorm.epsilon((float) epsilon));
    // TensorFlow divides the squares by one less than the number of values, Keras 3 by the number.
    Operand<TFloat32> values =
        tf.math.div(
            tf.dtypes.cast(tf.size(x), TFloat32.class),
            tf.constant((float) GraphOps.exampleShapeOf(x).channels()));
    Operand<TFloat32> share = tf.math.div(tf.math.sub(values, tf.constant(1f)), values);
    return new Normalized<>(
        likeBefore(norm.y(), x),
        tf.stopGradient(norm.batchMean()),
        tf.stopGradient(tf.math.mul(norm.batchVariance(), share)));
  }

  private Operand<TFloat32> pixels(Operand<TFloat32> x) {
    int channels = GraphOps.exampleShapeOf(x).channels();
    return x.rank() == 4 ? x : tf.reshape(x, tf.constant(new int[] {-1, 1, 1, channels}));
  }

  private Operand<TFloat32> likeBefore(Operand<TFloat32> normalized, Operand<TFloat32> x) {
    if (x.rank() == 4) {
      return normalized;
    }
    Shape example = GraphOps.exampleShapeOf(x);
    int[] batch = new int[example.rank() + 1];
    batch[0] = -1;
    System.arraycopy(example.dimensions(), 0, batch, 1, example.rank());
    return tf.reshape(normalized, tf.constant(batch));
  }
}
