package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import java.util.List;

/**
 * An operation that moves a window over images.
 *
 * @param channels channels of the images
 */
record WindowOperation(Kind kind, Window window, int channels) implements OperationLayer {
  enum Kind {
    CONV2D,
    BIASED_CONV2D,
    ACTIVATED_CONV2D,
    DEPTHWISE_CONV2D,
    DEPTHWISE_CONV2D_TIMES_2,
    BIASED_DEPTHWISE_CONV2D_TIMES_2,
    ACTIVATED_DEPTHWISE_CONV2D_TIMES_2,
    MAX_POOL,
    AVERAGE_POOL
  }

  @Override
  public List<Parameter> operands() {
    return switch (kind) {
      case CONV2D -> List.of(kernel(5));
      case BIASED_CONV2D, ACTIVATED_CONV2D -> List.of(kernel(5), bias(5));
      case DEPTHWISE_CONV2D -> List.of(kernel(1));
      case DEPTHWISE_CONV2D_TIMES_2 -> List.of(kernel(2));
      case BIASED_DEPTHWISE_CONV2D_TIMES_2, ACTIVATED_DEPTHWISE_CONV2D_TIMES_2 ->
          List.of(kernel(2), bias(2 * channels));
      case MAX_POOL, AVERAGE_POOL -> List.of();
    };
  }

  private Parameter kernel(int outputs) {
    return Parameter.trainable(
        "kernel",
        Shape.of(window.height(), window.width(), channels, outputs),
        Initializer.GLOROT_UNIFORM);
  }

  private static Parameter bias(int outputs) {
    return Parameter.trainable("bias", Shape.of(outputs), Initializer.ZEROS);
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    return switch (kind) {
      case CONV2D -> ops.conv2d(x, operands.get("kernel"), window);
      case BIASED_CONV2D -> ops.conv2d(x, operands.get("kernel"), operands.get("bias"), window);
      case ACTIVATED_CONV2D ->
          ops.conv2d(x, operands.get("kernel"), operands.get("bias"), window, Activation.RELU6);
      case DEPTHWISE_CONV2D, DEPTHWISE_CONV2D_TIMES_2 ->
          ops.depthwiseConv2d(x, operands.get("kernel"), window);
      case BIASED_DEPTHWISE_CONV2D_TIMES_2 ->
          ops.depthwiseConv2d(x, operands.get("kernel"), operands.get("bias"), window);
      case ACTIVATED_DEPTHWISE_CONV2D_TIMES_2 ->
          ops.depthwiseConv2d(
              x, operands.get("kernel"), operands.get("bias"), window, Activation.SWISH);
      case MAX_POOL -> ops.maxPool(x, window);
      case AVERAGE_POOL -> ops.averagePool(x, window);
    };
  }

  @Override
  public String toString() {
    return "%s %dx%d, strides %d %d, padding %d %d %d %d"
        .formatted(
            kind,
            window.height(),
            window.width(),
            window.strideY(),
            window.strideX(),
            window.top(),
            window.bottom(),
            window.left(),
            window.right());
  }
}
