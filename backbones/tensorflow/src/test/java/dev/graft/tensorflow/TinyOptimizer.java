package dev.graft.tensorflow;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import java.util.List;

/**
 * Descent with a momentum of 0.9 whose rate falls with the step number: uses everything an
 * optimizer is given.
 */
record TinyOptimizer() implements Optimizer {
  @Override
  public double learningRate() {
    return 0.05;
  }

  @Override
  public List<String> slots() {
    return List.of("velocity");
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
    T velocity = ops.subtract(ops.multiply(slots.get("velocity"), 0.9), gradient);
    slots.assign("velocity", velocity);
    return ops.add(parameter, ops.multiply(velocity, ops.divide(learningRate, step)));
  }
}
