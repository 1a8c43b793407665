package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * Makes tensors of any shape and range of a few numbers: {@code low + (high - low) * sigmoid(x ·
 * spread)}. So branches of one network have operands of their own shapes, which differ in every
 * example, and the gradient by {@code spread} tells that by every element of the operand.
 *
 * @param shape shape of one example
 * @param low no value is below
 * @param high no value is above
 */
record Spread(Shape shape, double low, double high) implements Layer {
  /** Name of the parameter, {@code (2, elements)}. */
  static final String SPREAD = "spread";

  /** What a network of such branches takes. */
  static final Input INPUT = Input.features(Shape.of(2));

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return shape;
  }

  @Override
  public List<Parameter> parameters(List<Shape> inputs) {
    return List.of(
        Parameter.trainable(
            SPREAD,
            Shape.of(InputShapes.single(inputs).intSize(), shape.intSize()),
            Initializer.GLOROT_UNIFORM));
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T spread = ops.sigmoid(ops.matmul(inputs.get(0), variables.get(SPREAD)));
    return ops.reshape(ops.add(ops.multiply(spread, high - low), low), shape);
  }
}
