package dev.graft.assembly;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.runner.Runner;
import java.util.List;

/**
 * An experiment file, read, checked and assembled.
 *
 * @param experiment what to do
 * @param runner where to do it
 * @param warnings what is allowed but hardly meant; the user should be told
 */
public record AssembledExperiment(Experiment experiment, Runner runner, List<Problem> warnings) {
  /** Copies the list. */
  public AssembledExperiment {
    warnings = List.copyOf(warnings);
  }
}
