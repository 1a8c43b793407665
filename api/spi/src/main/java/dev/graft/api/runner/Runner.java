package dev.graft.api.runner;

import dev.graft.api.Stable;
import dev.graft.api.experiment.Experiment;

/**
 * Where an experiment is computed: on the CPU, on a GPU, on a cluster.
 *
 * @since 0.1
 */
@Stable
public interface Runner {
  /**
   * Trains, evaluates, saves and checks.
   *
   * @param experiment what to do
   * @param listener is told how it goes
   * @throws dev.graft.api.problem.ProblemException if the input is at fault; what was done before
   *     is kept
   */
  RunResult run(Experiment experiment, RunListener listener);
}
