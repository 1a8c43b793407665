package dev.graft.djl;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Records a computation and differentiates it. */
final class Gradients {
  /** DJL allows one collector in a process at a time; a second one is an exception. */
  private static final Lock ONE_COLLECTOR = new ReentrantLock();

  private Gradients() {}

  /**
   * Computes a scalar, and its derivative by every tensor that requires one: each has it as its
   * gradient afterwards.
   *
   * @param manager that of the computation
   * @param scalar what is computed
   */
  static NDArray of(NDManager manager, Supplier<NDArray> scalar) {
    ONE_COLLECTOR.lock();
    try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      // PyTorch refuses to go back from what depends on nothing that requires a gradient.
      NDArray anchor = HostTensors.scalar(manager, 0);
      anchor.setRequiresGradient(true);
      NDArray value = scalar.get().add(anchor);
      collector.backward(value);
      return value;
    } finally {
      ONE_COLLECTOR.unlock();
    }
  }
}
