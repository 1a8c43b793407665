package dev.graft.assembly;

import dev.graft.assembly.yaml.LocatedProblem;
import java.util.List;
import java.util.Optional;

/**
 * What came of checking an experiment file. Closing it closes the experiment.
 *
 * @param experiment what it says; empty if there is any problem
 * @param problems what is wrong, in the order to tell it
 * @param warnings what is allowed but hardly meant; known only of a file without problems
 */
public record ExperimentCheck(
    Optional<AssembledExperiment> experiment,
    List<LocatedProblem> problems,
    List<LocatedProblem> warnings)
    implements AutoCloseable {
  /** Copies the lists. */
  public ExperimentCheck {
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  @Override
  public void close() {
    experiment.ifPresent(AssembledExperiment::close);
  }
}
