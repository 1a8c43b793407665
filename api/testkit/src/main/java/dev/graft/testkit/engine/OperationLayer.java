package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A layer around one operation, so that the operation can be seen through an engine's public
 * interface. Its first operand is the network's input plus a parameter, whose gradient is therefore
 * that of the operand; the others are parameters. Its output is a vector.
 */
interface OperationLayer extends Layer {
  /** Name of the parameter that is added to the input. */
  String OFFSET = "offset";

  /** Name of the second operand's parameter; drawn from 0.5 to 1.5. */
  String OPERAND = "operand";

  /**
   * The operation. Its result must have the batch as its first axis.
   *
   * @param x the first operand, the batch included
   * @param operands the others
   */
  <T> T compute(Ops<T> ops, T x, Variables<T> operands);

  /** The operands but the first. */
  default List<Parameter> operands() {
    return List.of();
  }

  /** A network of this layer only. */
  default Architecture network(Shape x) {
    Architecture.Builder builder = Architecture.builder(toString(), Input.features(x));
    builder.add("operation", this);
    return builder.build();
  }

  @Override
  default List<Parameter> parameters(List<Shape> inputs) {
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(Parameter.trainable(OFFSET, inputs.get(0), Initializer.ZEROS));
    parameters.addAll(operands());
    return parameters;
  }

  /** Found by trying: the reference engine computes one example of ones. */
  @Override
  default Shape outputShape(List<Shape> inputs) {
    ReferenceOps ops = new ReferenceOps();
    Tensor example = ops.reshape(ones(Shape.of(1, inputs.get(0).intSize())), inputs.get(0));
    Variables<Tensor> operands =
        new Variables<>() {
          @Override
          public Tensor get(String parameter) {
            return operands().stream()
                .filter(declared -> declared.name().equals(parameter))
                .map(declared -> ones(declared.shape()))
                .findFirst()
                .orElseThrow();
          }

          @Override
          public void assign(String parameter, Tensor value) {
            throw new IllegalStateException("an operation assigns nothing");
          }

          @Override
          public Tensor dropoutMask(double rate, Shape exampleShape) {
            throw new IllegalStateException("an operation drops nothing");
          }
        };
    return Shape.of(compute(ops, example, operands).size());
  }

  @Override
  default <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = ops.add(inputs.get(0), variables.get(OFFSET));
    T y = compute(ops, x, variables);
    return ops.reshape(y, Shape.of(ops.exampleShape(y).intSize()));
  }

  private static Tensor ones(Shape shape) {
    double[] values = new double[shape.intSize()];
    Arrays.fill(values, 1);
    return Tensor.constant(shape.dimensions(), values);
  }
}
