package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Stable;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.SelfCheck;
import dev.graft.api.runner.TrainingLoop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Runner} must do that gives the training loop a place, as JUnit tests to extend.
 * The loop is a recorded one: no training happens.
 *
 * <pre>{@code
 * class QueueRunnerContractTest extends RunnerContract {
 *   @Override
 *   protected Runner runner(TrainingLoop loop) {
 *     return new QueueRunner(new QueueRunner.Settings(2), loop);
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class RunnerContract extends Contract {
  @TempDir private Path folder;

  /**
   * The runner under test.
   *
   * @param loop what it gets injected
   */
  protected abstract Runner runner(TrainingLoop loop);

  /** Whether it works on a machine without a GPU or a cluster; yes unless overridden. */
  protected boolean runsAnywhere() {
    return true;
  }

  @Rule(
      id = "RUNNER-1",
      value = "It hands the experiment to the loop, once and as it is",
      why = "what a file says is what is run",
      mend = "call loop.run once, with the experiment that came in")
  @Test
  void runsTheExperiment() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    Recorded loop = new Recorded();
    Experiment experiment = experiment();
    runner(loop).run(experiment, new RunListener() {});
    assertThat(loop.experiments).as("experiments that the loop got").hasSize(1);
    assertThat(loop.experiments.get(0)).as("the experiment").isSameAs(experiment);
  }

  @Rule(
      id = "RUNNER-2",
      value = "It gives what came of it",
      why = "the command tells it, and its status follows from it",
      mend = "return what loop.run returns")
  @Test
  void givesTheResult() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    Recorded loop = new Recorded();
    RunResult result = runner(loop).run(experiment(), new RunListener() {});
    assertThat(result).isEqualTo(loop.result(experiment()));
  }

  @Rule(
      id = "RUNNER-3",
      value = "It computes on a device that the engine has",
      why = "an engine cannot compute on another",
      mend = "take one of experiment.engine().devices()")
  @Test
  void takesADeviceOfTheEngine() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    Recorded loop = new Recorded();
    Experiment experiment = experiment();
    runner(loop).run(experiment, new RunListener() {});
    assertThat(experiment.engine().devices()).contains(loop.placements.get(0).device());
  }

  @Rule(
      id = "RUNNER-4",
      value = "What the loop tells reaches the listener, in order",
      why = "progress bar, log and metrics live by it",
      mend = "hand the listener on, or one that tells it everything")
  @Test
  void tellsTheListener() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    List<String> told = new ArrayList<>();
    runner(new Recorded())
        .run(
            experiment(),
            new RunListener() {
              @Override
              public void message(String text) {
                told.add("message " + text);
              }

              @Override
              public void warning(String text) {
                told.add("warning " + text);
              }

              @Override
              public void epochStarted(String phase, int epoch, int epochs, int steps) {
                told.add("epoch " + epoch);
              }
            });
    assertThat(told).containsSubsequence("message begins", "epoch 1", "warning ends");
  }

  @Rule(
      id = "RUNNER-5",
      value = "Problems of the input come through as they are",
      why = "they tell the user where and what; anything else looks like a bug",
      mend = "do not catch ProblemException")
  @Test
  void letsProblemsThrough() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    ProblemException problem = new ProblemException(Problem.of("no picture"));
    assertThatThrownBy(() -> runner(failing(problem)).run(experiment(), new RunListener() {}))
        .isSameAs(problem);
  }

  @Rule(
      id = "RUNNER-6",
      value = "Bugs come through, and are not told as success",
      why = "what is swallowed is never mended",
      mend = "catch nothing that you cannot mend; give another exception its cause")
  @Test
  void letsBugsThrough() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    IllegalStateException bug = new IllegalStateException("a bug");
    assertThatThrownBy(() -> runner(failing(bug)).run(experiment(), new RunListener() {}))
        .satisfies(
            thrown ->
                assertThat(thrown == bug || bug.equals(thrown.getCause()))
                    .as("it is the bug, or has it as its cause: %s", thrown)
                    .isTrue());
  }

  @Rule(
      id = "RUNNER-7",
      value = "It runs again, after a success and after a failure",
      why = "one runner may run several experiments",
      mend = "give back in finally what was taken")
  @Test
  void runsAgain() {
    onlyIf(runsAnywhere(), "runsAnywhere()");
    Recorded loop = new Recorded();
    Runner runner = runner(loop);
    runner.run(experiment(), new RunListener() {});
    loop.failure = new ProblemException(Problem.of("no picture"));
    assertThatThrownBy(() -> runner.run(experiment(), new RunListener() {}))
        .isInstanceOf(RuntimeException.class);
    loop.failure = null;
    runner.run(experiment(), new RunListener() {});
    assertThat(loop.experiments).hasSize(3);
  }

  private Experiment experiment() {
    return SmallExperiment.in(folder.resolve("run"));
  }

  private static Recorded failing(RuntimeException failure) {
    Recorded loop = new Recorded();
    loop.failure = failure;
    return loop;
  }

  /** A loop that remembers what it is given. */
  private static final class Recorded implements TrainingLoop {
    private final List<Experiment> experiments = new ArrayList<>();
    private final List<Placement> placements = new ArrayList<>();
    private RuntimeException failure;

    @Override
    public RunResult run(Experiment experiment, Placement placement, RunListener listener) {
      experiments.add(experiment);
      placements.add(placement);
      listener.message("begins");
      listener.epochStarted("training", 1, 1, 2);
      listener.warning("ends");
      if (failure != null) {
        throw failure;
      }
      return result(experiment);
    }

    RunResult result(Experiment experiment) {
      return new RunResult(
          experiment.output(), List.of(), 0.25, 0.75, new SelfCheck(4, 0, 1e-4, List.of()));
    }
  }
}
