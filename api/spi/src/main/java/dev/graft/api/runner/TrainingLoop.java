package dev.graft.api.runner;

import dev.graft.api.Evolving;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;

/**
 * The engine-neutral loop that local runners give a place to. Injected into a runner that asks for
 * it.
 *
 * @since 0.1
 */
@Evolving
public interface TrainingLoop {
  /** Runs an experiment at a place; see {@link Runner#run}. */
  RunResult run(Experiment experiment, Placement placement, RunListener listener);
}
