package dev.graft.testkit;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import java.util.stream.IntStream;

/** Sum of outputs times targets, whatever their shape: the targets are the gradient. */
record WeightedSum() implements Loss {
  @Override
  public <T> T of(Ops<T> ops, T scores, T targets) {
    int[] axes = IntStream.rangeClosed(1, ops.exampleShape(scores).rank()).toArray();
    return ops.sum(ops.multiply(scores, targets), false, axes);
  }

  @Override
  public boolean fits(Decision decision) {
    return true;
  }
}
