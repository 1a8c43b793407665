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
  CLIP_BELOW_ZERO(-2, 2),
  SIGMOID(-5, 5),
  TANH(-3, 3),
  SOFTPLUS(-5, 5),
  SOFTMAX(-3, 3),
  LOG_SOFTMAX(-3, 3),
  ADD_SCALAR(-2, 2),
  MULTIPLY_BY_SCALAR(-2, 2),
  AT_LEAST_A_CONSTANT(-2, 2),
  MULTIPLY_BY_CONSTANTS(-2, 2),
  REVERSE_CHANNELS(-2, 2),
  RESHAPE(-2, 2),
  PAD(-2, 2),
  PAD_WITH_NOTHING(-2, 2),
  CONCATENATE(-2, 2),
  SIZE_OF_AN_EXAMPLE(-2, 2),
  TIMES_ITSELF(-2, 2),
  LESS_ITS_SQUARE(-2, 2),
  OVER_ITS_EXPONENTIAL(-2, 2),
  SUM_OF_TWO_WAYS(-2, 2);

  /** Those for which the number of axes could matter. */
  static final List<UnaryOperation> ALONG_THE_LAST_AXIS =
      List.of(SOFTMAX, LOG_SOFTMAX, REVERSE_CHANNELS, CONCATENATE, MULTIPLY_BY_CONSTANTS);

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
      case CLIP_BELOW_ZERO -> ops.clip(x, -1.25, 0.5);
      case SIGMOID -> ops.sigmoid(x);
      case TANH -> ops.tanh(x);
      case SOFTPLUS -> ops.softplus(x);
      case SOFTMAX -> ops.softmax(x);
      case LOG_SOFTMAX -> ops.logSoftmax(x);
      case ADD_SCALAR -> ops.add(x, -1.5);
      case MULTIPLY_BY_SCALAR -> ops.multiply(x, -2.5);
      case AT_LEAST_A_CONSTANT -> ops.maximum(x, ops.constant(0.3));
      case MULTIPLY_BY_CONSTANTS -> ops.multiply(x, counting(ops, ops.exampleShape(x)));
      case REVERSE_CHANNELS -> ops.reverseChannels(x);
      // The softmax of a row tells which elements came into it.
      case RESHAPE -> {
        Shape shape = ops.exampleShape(x);
        yield ops.softmax(
            ops.reshape(x, Shape.of(shape.width() * 2, shape.intSize() / 2 / shape.width())));
      }
      case PAD -> ops.pad(x, 1, 2, 0, 3, -0.75);
      case PAD_WITH_NOTHING -> ops.pad(x, 0, 0, 0, 0, 1);
      case CONCATENATE -> ops.concatenate(List.of(x, ops.square(x), x));
      case SIZE_OF_AN_EXAMPLE -> ops.multiply(x, ops.exampleShape(x).intSize());
      case TIMES_ITSELF -> ops.multiply(x, x);
      case LESS_ITS_SQUARE -> ops.subtract(x, ops.square(x));
      case OVER_ITS_EXPONENTIAL -> ops.divide(x, ops.exp(x));
      // The gradient comes back to x on four ways.
      case SUM_OF_TWO_WAYS -> {
        T tanh = ops.tanh(x);
        yield ops.add(ops.multiply(tanh, x), ops.maximum(ops.sigmoid(x), tanh));
      }
    };
  }

  /** 1, 2, 3, … in the shape of an example. */
  private static <T> T counting(Ops<T> ops, Shape shape) {
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i + 1;
    }
    return ops.constant(shape, values);
  }
}
