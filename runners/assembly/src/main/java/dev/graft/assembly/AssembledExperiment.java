package dev.graft.assembly;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.runner.Runner;
import dev.graft.api.weights.PublishedWeights;
import java.util.List;

/**
 * An experiment file, read, checked and assembled.
 *
 * @param experiment what to do
 * @param runner where to do it
 * @param warnings what is allowed but hardly meant; the user should be told
 * @param notes what is right but worth knowing, in a line each, such as layers of the weights file
 *     that the backbone does not have; whoever runs the experiment is told them again
 * @param toFetch published weights that are not on this machine; they are fetched when the
 *     experiment's weights are loaded, unless somebody does so before
 */
public record AssembledExperiment(
    Experiment experiment,
    Runner runner,
    List<Problem> warnings,
    List<String> notes,
    List<PublishedWeights> toFetch) {
  /** Copies the lists. */
  public AssembledExperiment {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    toFetch = List.copyOf(toFetch);
  }
}
