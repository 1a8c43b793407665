package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * Batch normalisation.
 *
 * @param channels size of the last axis
 */
record NormOperation(Kind kind, int channels, double epsilon) implements OperationLayer {
  enum Kind {
    /** By statistics that are operands themselves. */
    GIVEN_STATISTICS,
    /** By the batch's own. */
    BATCH_STATISTICS,
    /** By the batch's own, and with these added to the result: no gradient flows through them. */
    BATCH_STATISTICS_ADDED
  }

  @Override
  public List<Parameter> operands() {
    Shape one = Shape.of(channels);
    return List.of(
        Parameter.trainable("gamma", one, Initializer.ONES),
        Parameter.trainable("beta", one, Initializer.ZEROS),
        Parameter.statistic("moving_mean", one, Initializer.ZEROS),
        Parameter.statistic("moving_variance", one, Initializer.ONES));
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    T gamma = operands.get("gamma");
    T beta = operands.get("beta");
    if (kind == Kind.GIVEN_STATISTICS) {
      return ops.batchNorm(
          x, gamma, beta, operands.get("moving_mean"), operands.get("moving_variance"), epsilon);
    }
    Ops.Normalized<T> normalized = ops.batchNormTraining(x, gamma, beta, epsilon);
    return kind == Kind.BATCH_STATISTICS
        ? normalized.output()
        : ops.add(ops.add(normalized.output(), normalized.mean()), normalized.variance());
  }

  @Override
  public String toString() {
    return "BATCH_NORM by " + kind + ", epsilon " + epsilon;
  }
}
