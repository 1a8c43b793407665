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
 * @param notes what is right but worth knowing, in a line each, such as layers of the weights file
 *     that the backbone does not have; whoever runs the experiment is told them again
 */
public record AssembledExperiment(
    Experiment experiment, Runner runner, List<Problem> warnings, List<String> notes) {
  /** Copies the lists. */
  public AssembledExperiment {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
  }
}
