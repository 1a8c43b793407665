package dev.graft.tensorflow;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;

/** Half the squared distance of each example's scores from its targets. */
record SquaredError() implements Loss {
  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    return ops.multiply(ops.sum(ops.square(ops.subtract(scores, targets)), false, 1), 0.5);
  }

  @Override
  public boolean fits(Decision decision) {
    return true;
  }
}
