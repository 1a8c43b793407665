package dev.graft.testkit.engine;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;

/** Losses to test engines with, so that the test kit needs no plugin. */
enum TestLoss implements Loss {
  /** Sum of scores times targets: the targets are then the gradient by the scores. */
  WEIGHTED_SUM {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.sum(ops.multiply(scores, targets), false, -1);
    }
  },
  /** Sum of squared differences. */
  SQUARED_ERROR {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.sum(ops.square(ops.subtract(scores, targets)), false, -1);
    }
  },
  /** Binary cross-entropy from logits: {@code softplus(score) - score * target}, averaged. */
  BINARY_CROSS_ENTROPY {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.mean(ops.subtract(ops.softplus(scores), ops.multiply(scores, targets)), false, -1);
    }
  },
  /** Categorical cross-entropy from logits. */
  CATEGORICAL_CROSS_ENTROPY {
    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return ops.negate(ops.sum(ops.multiply(ops.logSoftmax(scores), targets), false, -1));
    }
  };

  @Override
  public boolean fits(Decision decision) {
    return true;
  }
}
