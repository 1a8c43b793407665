package dev.graft.testkit.engine;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import java.util.List;

/** Optimizers to test engines with, so that the test kit needs no plugin. */
enum TestOptimizer implements Optimizer {
  /** Plain gradient descent. */
  GRADIENT_DESCENT {
    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      return ops.subtract(parameter, ops.multiply(learningRate, gradient));
    }
  },
  /** Gradient descent with momentum 0.9. */
  MOMENTUM {
    @Override
    public List<String> slots() {
      return List.of("momentum");
    }

    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      T momentum =
          ops.subtract(
              ops.multiply(slots.get("momentum"), 0.9), ops.multiply(learningRate, gradient));
      slots.assign("momentum", momentum);
      return ops.add(parameter, momentum);
    }
  },
  /** Adam (Kingma and Ba 2014) with its usual settings. */
  ADAM {
    @Override
    public List<String> slots() {
      return List.of("momentum", "velocity");
    }

    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      T momentum = ops.add(ops.multiply(slots.get("momentum"), 0.9), ops.multiply(gradient, 0.1));
      T velocity =
          ops.add(
              ops.multiply(slots.get("velocity"), 0.999),
              ops.multiply(ops.square(gradient), 0.001));
      slots.assign("momentum", momentum);
      slots.assign("velocity", velocity);
      T one = ops.constant(1);
      T first = ops.subtract(one, ops.exp(ops.multiply(step, Math.log(0.9))));
      T second = ops.subtract(one, ops.exp(ops.multiply(step, Math.log(0.999))));
      T rate = ops.divide(ops.multiply(learningRate, ops.sqrt(second)), first);
      return ops.subtract(
          parameter, ops.divide(ops.multiply(rate, momentum), ops.add(ops.sqrt(velocity), 1e-7)));
    }
  },
  /**
   * Shows what an engine hands to an optimizer: the parameter becomes {@code learning rate * step},
   * the slot {@code last} the step, the slot {@code before} what {@code last} was.
   */
  PROBE {
    @Override
    public List<String> slots() {
      return List.of("last", "before");
    }

    @Override
    public <T> T update(
        Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step) {
      T zeros = ops.multiply(parameter, 0);
      slots.assign("last", ops.add(zeros, step));
      slots.assign("before", slots.get("last"));
      return ops.add(zeros, ops.multiply(learningRate, step));
    }
  };

  @Override
  public double learningRate() {
    return 0.01;
  }

  @Override
  public List<String> slots() {
    return List.of();
  }
}
