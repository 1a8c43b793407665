package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/** Operations on one tensor, and the range their operands are drawn from. */
enum UnaryOperation implements OperationLayer {
  NEGATE(-2, 2),
  ABS(-2, 2),
  SQUARE(-2, 2),
  SQRT(0.1, 4),
  EXP(-3, 3),
  LOG(0.1, 4),
  ERF(-4, 4),
  RELU(-2, 2),
  CLIP(-2, 8),
  SIGMOID(-5, 5),
  TANH(-3, 3),
  SOFTPLUS(-5, 5),
  SOFTMAX(-3, 3),
  LOG_SOFTMAX(-3, 3),
  ADD_SCALAR(-2, 2),
  MULTIPLY_BY_SCALAR(-2, 2),
  MULTIPLY_BY_CONSTANTS(-2, 2),
  REVERSE_CHANNELS(-2, 2),
  RESHAPE(-2, 2),
  PAD(-2, 2),
  PAD_WITH_NOTHING(-2, 2),
  CONCATENATE(-2, 2),
  SIZE_OF_AN_EXAMPLE(-2, 2);

  /** Shape of the operand of one example. */
  static final Shape SHAPE = Shape.of(3, 2, 4);

  private final double low;
  private final double high;

  UnaryOperation(double low, double high) {
    this.low = low;
    this.high = high;
  }

  double low() {
    return low;
  }

  double high() {
    return high;
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    return switch (this) {
      case NEGATE -> ops.negate(x);
      case ABS -> ops.abs(x);
      case SQUARE -> ops.square(x);
      case SQRT -> ops.sqrt(x);
      case EXP -> ops.exp(x);
      case LOG -> ops.log(x);
      case ERF -> ops.erf(x);
      case RELU -> ops.relu(x);
      case CLIP -> ops.clip(x, 0, 6);
      case SIGMOID -> ops.sigmoid(x);
      case TANH -> ops.tanh(x);
      case SOFTPLUS -> ops.softplus(x);
      case SOFTMAX -> ops.softmax(x);
      case LOG_SOFTMAX -> ops.logSoftmax(x);
      case ADD_SCALAR -> ops.add(x, -1.5);
      case MULTIPLY_BY_SCALAR -> ops.multiply(x, -2.5);
      case MULTIPLY_BY_CONSTANTS ->
          ops.multiply(x, ops.constant(Shape.of(2, 4), new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
      case REVERSE_CHANNELS -> ops.reverseChannels(x);
      // The softmax of a row tells which elements came into it.
      case RESHAPE -> ops.softmax(ops.reshape(x, Shape.of(4, 6)));
      case PAD -> ops.pad(x, 1, 2, 0, 3, -0.75);
      case PAD_WITH_NOTHING -> ops.pad(x, 0, 0, 0, 0, 1);
      case CONCATENATE -> ops.concatenate(List.of(x, ops.square(x), x));
      case SIZE_OF_AN_EXAMPLE -> ops.multiply(x, ops.exampleShape(x).intSize());
    };
  }
}
