package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * A layer that is one operation, so that the operation can be seen through an engine's public
 * interface. Its first operand is the layer's input; the others are parameters.
 */
interface OperationLayer extends Layer {
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

  @Override
  default List<Parameter> parameters(List<Shape> inputs) {
    return operands();
  }

  /** Found by trying: one example of ones is computed. */
  @Override
  default Shape outputShape(List<Shape> inputs) {
    return new ReferenceOps().exampleShape(ofOnes(new ReferenceOps(), inputs.get(0)));
  }

  /** Computes one example of ones by the reference engine, or something around it. */
  default Tensor ofOnes(Ops<Tensor> ops, Shape input) {
    Variables<Tensor> operands =
        new Variables<>() {
          @Override
          public Tensor get(String parameter) {
            return operands().stream()
                .filter(declared -> declared.name().equals(parameter))
                .map(declared -> ones(declared.shape().dimensions()))
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
    int[] batch = new int[input.rank() + 1];
    batch[0] = 1;
    System.arraycopy(input.dimensions(), 0, batch, 1, input.rank());
    return compute(ops, ones(batch), operands);
  }

  @Override
  default <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    return compute(ops, inputs.get(0), variables);
  }

  private static Tensor ones(int[] dimensions) {
    double[] values = new double[Arrays.stream(dimensions).reduce(1, Math::multiplyExact)];
    Arrays.fill(values, 1);
    return Tensor.constant(dimensions, values);
  }
}
