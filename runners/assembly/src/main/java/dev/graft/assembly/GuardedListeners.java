package dev.graft.assembly;

import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a run to its caller and to the listeners that its file names. One of the latter that throws
 * does not end the run: the caller is warned, and it is told nothing more.
 */
final class GuardedListeners implements RunListener {
  private final RunListener caller;
  private final List<NamedListener> others;

  GuardedListeners(RunListener caller, List<NamedListener> others) {
    this.caller = caller;
    this.others = new ArrayList<>(others);
  }

  @Override
  public void runStarted(Experiment experiment) {
    caller.runStarted(experiment);
    // Nothing is lost yet: a run that a listener refuses does not begin.
    List<ProblemException> refusals = new ArrayList<>();
    tell(
        listener -> {
          try {
            listener.runStarted(experiment);
          } catch (ProblemException e) {
            refusals.add(e);
          }
        });
    if (!refusals.isEmpty()) {
      throw refusals.get(0);
    }
  }

  private void tell(Consumer<RunListener> news) {
    for (NamedListener named : List.copyOf(others)) {
      try {
        news.accept(named.listener());
      } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
        // Code that no Java compiler has checked may throw any exception.
        others.remove(named);
        StackTraceElement[] trace = e.getStackTrace();
        caller.warning(
            "The listener '%s' failed with %s%s. It is told nothing more; the run goes on."
                .formatted(named.name(), e, trace.length == 0 ? "" : ", at " + trace[0]));
      }
    }
  }

  @Override
  public void message(String text) {
    caller.message(text);
    tell(listener -> listener.message(text));
  }

  @Override
  public void warning(String text) {
    caller.warning(text);
    tell(listener -> listener.warning(text));
  }

  @Override
  public void progress(String activity, long done, long total) {
    caller.progress(activity, done, total);
    tell(listener -> listener.progress(activity, done, total));
  }

  @Override
  public void epochStarted(String phase, int epoch, int epochs, int steps) {
    caller.epochStarted(phase, epoch, epochs, steps);
    tell(listener -> listener.epochStarted(phase, epoch, epochs, steps));
  }

  @Override
  public void stepFinished(int step, double loss, double accuracy) {
    caller.stepFinished(step, loss, accuracy);
    tell(listener -> listener.stepFinished(step, loss, accuracy));
  }

  @Override
  public void epochFinished(EpochMetrics metrics) {
    caller.epochFinished(metrics);
    tell(listener -> listener.epochFinished(metrics));
  }

  /** The first reason that one of them gives; all are asked. */
  @Override
  public Optional<String> stopReason() {
    List<String> reasons = new ArrayList<>();
    caller.stopReason().ifPresent(reasons::add);
    tell(listener -> listener.stopReason().ifPresent(reasons::add));
    return reasons.stream().findFirst();
  }

  /** Whether one of them says so; all are asked. */
  @Override
  public boolean keepWeights() {
    List<RunListener> keeping = new ArrayList<>();
    if (caller.keepWeights()) {
      keeping.add(caller);
    }
    tell(
        listener -> {
          if (listener.keepWeights()) {
            keeping.add(listener);
          }
        });
    return !keeping.isEmpty();
  }
}
