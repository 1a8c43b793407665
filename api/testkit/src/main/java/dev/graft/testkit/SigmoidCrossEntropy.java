package dev.graft.testkit;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;

/** Cross-entropy of the sigmoid of one score, to train with in contracts. */
record SigmoidCrossEntropy() implements Loss {
  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    T losses = ops.add(ops.softplus(scores), ops.negate(ops.multiply(scores, targets)));
    return ops.mean(losses, false, -1);
  }

  @Override
  public boolean fits(Decision decision) {
    return decision instanceof Decision.Sigmoid;
  }
}
