package dev.graft.api.optimizer;

import dev.graft.api.Stable;

/**
 * The learning rates of one phase. For one thread.
 *
 * @since 0.1
 */
@Stable
public interface LearningRates {
  /**
   * The learning rate of a step.
   *
   * @param step number of the step in its phase, from 0 as Keras counts {@code iterations}; never
   *     smaller than the last one asked for
   * @return at least 0
   */
  double at(long step);

  /**
   * Is told how an epoch of the phase went, for rates that depend on it.
   *
   * @param validationLoss mean loss over the validation examples, finite
   */
  default void epochFinished(double validationLoss) {}

  /** One learning rate from the first step to the last. */
  static LearningRates constant(double rate) {
    return step -> rate;
  }
}
