package dev.graft.assembly;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.assembly.components.Culprits;
import java.util.List;

/**
 * An experiment file, read, checked and assembled. Closing it closes what plugins provided for it:
 * the experiment cannot be run any more.
 *
 * @param experiment what to do
 * @param runner where to do it
 * @param listeners are told how it goes
 * @param warnings what is allowed but hardly meant; the user should be told
 * @param notes what is right but worth knowing, in a line each, such as layers of the weights file
 *     that the backbone does not have; whoever runs the experiment is told them again
 * @param toFetch published weights that are not on this machine; they are fetched when the
 *     experiment's weights are loaded, unless somebody does so before
 * @param culprits tell whose bug it is if a component fails
 * @param closing what is done when it is closed
 */
public record AssembledExperiment(
    Experiment experiment,
    Runner runner,
    List<NamedListener> listeners,
    List<Problem> warnings,
    List<String> notes,
    List<PublishedWeights> toFetch,
    Culprits culprits,
    Runnable closing)
    implements AutoCloseable {
  /** Copies the lists. */
  public AssembledExperiment {
    listeners = List.copyOf(listeners);
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    toFetch = List.copyOf(toFetch);
  }

  /**
   * Runs it. A listener of its file that fails is told about as a warning, and the run goes on.
   *
   * @param listener is told how it goes, too
   * @throws dev.graft.api.problem.ProblemException if the input is at fault; what was done before
   *     is kept
   * @throws dev.graft.assembly.components.PluginFailureException if a component fails; what was
   *     done before is kept
   */
  public RunResult run(RunListener listener) {
    GuardedListeners all = new GuardedListeners(listener, listeners);
    return culprits.watch(
        () -> {
          all.runStarted(experiment);
          return runner.run(experiment, all);
        });
  }

  @Override
  public void close() {
    closing.run();
  }
}
