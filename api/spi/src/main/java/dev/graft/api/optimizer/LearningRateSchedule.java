package dev.graft.api.optimizer;

/**
 * How the learning rate changes from step to step. A schedule starts anew in each phase of
 * training.
 */
public interface LearningRateSchedule {
  /**
   * Begins a phase.
   *
   * @param phase how long it is, and its learning rate
   * @return the phase's learning rates; for one thread
   */
  LearningRates start(PhaseLength phase);
}
