package dev.graft.api.layer;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * How a parameter gets its first value.
 *
 * @since 0.1
 */
@Stable
public enum Initializer {
  /** All 0. */
  ZEROS {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      return new float[shape.intSize()];
    }
  },
  /** All 1. */
  ONES {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      float[] values = new float[shape.intSize()];
      Arrays.fill(values, 1);
      return values;
    }
  },
  /**
   * Uniform in ±sqrt(6 / (fan in + fan out)): Glorot and Bengio 2010, Keras {@code GlorotUniform}.
   */
  GLOROT_UNIFORM {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      double limit = Math.sqrt(6.0 / (fanIn(shape) + fanOut(shape)));
      return uniform(shape, random, limit);
    }
  },
  /** Uniform in ±sqrt(6 / fan in): He et al. 2015, Keras {@code HeUniform}. */
  HE_UNIFORM {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      return uniform(shape, random, Math.sqrt(6.0 / fanIn(shape)));
    }
  },
  /**
   * Normal with variance 2 / fan in, cut off at two standard deviations: He et al. 2015, Keras
   * {@code HeNormal}.
   */
  HE_NORMAL {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      return truncatedNormal(shape, random, 2 / fanIn(shape));
    }
  },
  /**
   * Normal with variance 2 / fan out, cut off at two standard deviations: as EfficientNet begins
   * (Tan and Le 2019), Keras {@code VarianceScaling(2, "fan_out", "truncated_normal")}.
   */
  HE_NORMAL_FAN_OUT {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
      return truncatedNormal(shape, random, 2 / fanOut(shape));
    }
  };

  /** Standard deviation of a standard normal distribution that is cut off at ±2. */
  private static final double TRUNCATED_DEVIATION = 0.8796256610342398;

  /**
   * First values of a parameter.
   *
   * @param shape the parameter's shape
   * @param random a generator of this parameter's own
   * @return row-major values
   */
  public abstract float[] values(Shape shape, RandomGenerator random);

  private static float[] uniform(Shape shape, RandomGenerator random, double limit) {
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
    return values;
  }

  /** The variance is that of what remains after the cut. */
  private static float[] truncatedNormal(Shape shape, RandomGenerator random, double variance) {
    double deviation = Math.sqrt(variance) / TRUNCATED_DEVIATION;
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      double drawn = random.nextGaussian();
      while (Math.abs(drawn) > 2) {
        drawn = random.nextGaussian();
      }
      values[i] = (float) (drawn * deviation);
    }
    return values;
  }

  /** Keras {@code compute_fans}: the last two axes are inputs and outputs, the rest the field. */
  private static double fanIn(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> 1;
      case 1 -> shape.dimension(0);
      default -> (double) shape.size() / shape.dimension(-1);
    };
  }

  private static double fanOut(Shape shape) {
    return switch (shape.rank()) {
      case 0 -> 1;
      case 1 -> shape.dimension(0);
      default -> (double) shape.size() / shape.dimension(-2);
    };
  }
}
