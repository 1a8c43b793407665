package dev.graft.api.optimizer;

import dev.graft.api.Stable;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * How a gradient changes a parameter, written once over {@link Ops} for all engines.
 *
 * @since 0.1
 */
@Stable
public interface Optimizer {
  /** The learning rate to begin with; above 0. */
  double learningRate();

  /** Names of the slots, each of the parameter's shape, all 0 at the start. */
  List<String> slots();

  /**
   * The parameter's new value.
   *
   * @param ops the engine's operations
   * @param parameter the value before the step
   * @param gradient the gradient, clipped if the experiment asks for it
   * @param slots what is remembered of this parameter
   * @param learningRate the learning rate of this step, a scalar
   * @param step number of this step, a scalar: 1 for the first
   */
  <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T learningRate, T step);
}
