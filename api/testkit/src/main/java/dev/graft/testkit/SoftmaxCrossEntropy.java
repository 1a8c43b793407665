package dev.graft.testkit;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;

/** Cross-entropy of the softmax of the scores, to train with in contracts. */
record SoftmaxCrossEntropy() implements Loss {
  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    return ops.negate(ops.sum(ops.multiply(ops.logSoftmax(scores), targets), false, -1));
  }

  @Override
  public boolean fits(Decision decision) {
    return decision instanceof Decision.Softmax;
  }
}
