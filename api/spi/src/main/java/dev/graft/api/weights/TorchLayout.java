package dev.graft.api.weights;

import dev.graft.api.Shape;
import dev.graft.api.layer.Parameter;

/**
 * How a parameter lies in a PyTorch state dict: kernels {@code (outputs, inputs, height, width)},
 * of a depthwise convolution {@code (channels * multiplier, 1, height, width)}, matrices {@code
 * (outputs, inputs)}.
 */
enum TorchLayout {
  /** As here. */
  SAME {
    @Override
    Shape stored(Shape shape) {
      return shape;
    }

    @Override
    float[] neutral(float[] values, Shape shape) {
      return values;
    }
  },
  /** A convolution's kernel. */
  KERNEL {
    @Override
    Shape stored(Shape shape) {
      return Shape.of(
          shape.dimension(3), shape.dimension(2), shape.dimension(0), shape.dimension(1));
    }

    @Override
    float[] neutral(float[] values, Shape shape) {
      return outputsLast(
          values, shape.dimension(3), shape.dimension(2), shape.dimension(0) * shape.dimension(1));
    }
  },
  /** A depthwise convolution's kernel. */
  DEPTHWISE_KERNEL {
    @Override
    Shape stored(Shape shape) {
      return Shape.of(
          shape.dimension(2) * shape.dimension(3), 1, shape.dimension(0), shape.dimension(1));
    }

    @Override
    float[] neutral(float[] values, Shape shape) {
      // Outputs of one channel are neighbours in both, so channels and multiplier are one axis.
      return outputsLast(
          values,
          shape.dimension(2) * shape.dimension(3),
          1,
          shape.dimension(0) * shape.dimension(1));
    }
  },
  /** A dense layer's kernel. */
  MATRIX {
    @Override
    Shape stored(Shape shape) {
      return Shape.of(shape.dimension(1), shape.dimension(0));
    }

    @Override
    float[] neutral(float[] values, Shape shape) {
      return outputsLast(values, shape.dimension(1), shape.dimension(0), 1);
    }
  };

  /** The layout of a parameter. */
  static TorchLayout of(Parameter parameter) {
    return switch (parameter.name()) {
      case "kernel" -> parameter.shape().rank() == 4 ? KERNEL : MATRIX;
      case "depthwise_kernel" -> DEPTHWISE_KERNEL;
      default -> SAME;
    };
  }

  /** What a state dict calls a parameter, behind the module's name. */
  static String name(Parameter parameter) {
    return switch (parameter.name()) {
      case "kernel", "depthwise_kernel", "gamma" -> "weight";
      case "bias", "beta" -> "bias";
      case "moving_mean" -> "running_mean";
      case "moving_variance" -> "running_var";
      default ->
          throw new IllegalArgumentException(
              "no module of PyTorch has a parameter like '" + parameter.name() + "'");
    };
  }

  /** The stored shape of a parameter of a shape. */
  abstract Shape stored(Shape shape);

  /**
   * The values in the neutral layout.
   *
   * @param values in PyTorch's
   * @param shape the neutral shape
   */
  abstract float[] neutral(float[] values, Shape shape);

  /** From (outputs, inputs, place) to (place, inputs, outputs). */
  private static float[] outputsLast(float[] values, int outputs, int inputs, int places) {
    float[] neutral = new float[values.length];
    int next = 0;
    for (int output = 0; output < outputs; output++) {
      for (int input = 0; input < inputs; input++) {
        for (int place = 0; place < places; place++) {
          neutral[(place * inputs + input) * outputs + output] = values[next++];
        }
      }
    }
    return neutral;
  }
}
