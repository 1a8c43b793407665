package dev.graft.api.optimizer;

import dev.graft.api.Stable;

/**
 * How the learning rate changes from step to step. A schedule starts anew in each phase of
 * training.
 *
 * @since 0.1
 */
@Stable
public interface LearningRateSchedule {
  /**
   * Begins a phase.
   *
   * @param phase how long it is, and its learning rate
   * @return the phase's learning rates; for one thread
   */
  LearningRates start(PhaseLength phase);
}
