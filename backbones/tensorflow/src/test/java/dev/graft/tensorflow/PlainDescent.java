package dev.graft.tensorflow;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import java.util.List;

/** {@code parameter - learning rate * gradient}: a step shows the gradient. */
record PlainDescent() implements Optimizer {
  @Override
  public double learningRate() {
    return 0.1;
  }

  @Override
  public List<String> slots() {
    return List.of();
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
    return ops.subtract(parameter, ops.multiply(gradient, learningRate));
  }
}
