package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.ops.Window;
import java.util.List;

/**
 * A valid 2x2 convolution that keeps the channels. Its weights are positive and about 1 together:
 * positive numbers stay so.
 */
record Mixing(int channels) implements OperationLayer {
  private static final Window WINDOW = new Window(2, 2, 1, 1, 0, 0, 0, 0);

  @Override
  public List<Parameter> operands() {
    return List.of(
        Parameter.trainable(OPERAND, Shape.of(2, 2, channels, channels), Initializer.ONES));
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    T kernel = ops.multiply(operands.get(OPERAND), 0.25 / channels);
    return ops.conv2d(x, kernel, WINDOW);
  }
}
