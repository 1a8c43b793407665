package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * An operation on two tensors.
 *
 * @param kind which
 * @param operand shape of the other tensor
 * @param swapped whether the other tensor comes first
 */
record BinaryOperation(Kind kind, Shape operand, boolean swapped) implements OperationLayer {
  enum Kind {
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAXIMUM,
    ADD_BIAS,
    MATMUL,
    /** With the same matrix twice: its gradient comes from both. */
    MATMUL_TWICE
  }

  /** Those that broadcast. */
  static final List<Kind> ELEMENTWISE =
      List.of(Kind.ADD, Kind.SUBTRACT, Kind.MULTIPLY, Kind.DIVIDE, Kind.MAXIMUM);

  @Override
  public List<Parameter> operands() {
    return List.of(Parameter.trainable(OPERAND, operand, Initializer.ONES));
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    T other = operands.get(OPERAND);
    T a = swapped ? other : x;
    T b = swapped ? x : other;
    return switch (kind) {
      case ADD -> ops.add(a, b);
      case SUBTRACT -> ops.subtract(a, b);
      case MULTIPLY -> ops.multiply(a, b);
      case DIVIDE -> ops.divide(a, b);
      case MAXIMUM -> ops.maximum(a, b);
      case ADD_BIAS -> ops.addBias(a, b);
      case MATMUL -> ops.matmul(a, b);
      case MATMUL_TWICE -> ops.matmul(ops.matmul(a, b), b);
    };
  }

  @Override
  public String toString() {
    return kind + (swapped ? " to " : " with ") + operand;
  }
}
