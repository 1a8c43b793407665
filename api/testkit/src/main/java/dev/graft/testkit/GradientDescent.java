package dev.graft.testkit;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import java.util.List;

/**
 * Steps down the gradient, to train with in contracts.
 *
 * @param learningRate above 0
 */
record GradientDescent(double learningRate) implements Optimizer {
  @Override
  public List<String> slots() {
    return List.of();
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
    return ops.subtract(parameter, ops.multiply(gradient, learningRate));
  }
}
