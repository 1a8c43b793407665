package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.List;

/** Batch normalisation of three channels. */
enum BatchNormOperation implements OperationLayer {
  /** By statistics that are operands themselves. */
  GIVEN_STATISTICS,
  /** By the batch's own. */
  BATCH_STATISTICS,
  /** By the batch's own, and with these added to the result: no gradient flows through them. */
  BATCH_STATISTICS_ADDED;

  private static final Shape CHANNELS = Shape.of(3);

  @Override
  public List<Parameter> operands() {
    return List.of(
        Parameter.trainable("gamma", CHANNELS, Initializer.ONES),
        Parameter.trainable("beta", CHANNELS, Initializer.ZEROS),
        Parameter.statistic("moving_mean", CHANNELS, Initializer.ZEROS),
        Parameter.statistic("moving_variance", CHANNELS, Initializer.ONES));
  }

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    T gamma = operands.get("gamma");
    T beta = operands.get("beta");
    if (this == GIVEN_STATISTICS) {
      return ops.batchNorm(
          x, gamma, beta, operands.get("moving_mean"), operands.get("moving_variance"), 1e-3);
    }
    Ops.Normalized<T> normalized = ops.batchNormTraining(x, gamma, beta, 1e-3);
    return this == BATCH_STATISTICS
        ? normalized.output()
        : ops.add(ops.add(normalized.output(), normalized.mean()), normalized.variance());
  }
}
