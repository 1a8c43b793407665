package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.TrainingLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runners that are wrong in one way each, and the rule that tells it. */
class RunnerMutantsTest {
  enum Fault {
    NONE,
    TWICE,
    NO_RESULT,
    OTHER_DEVICE,
    DEAF,
    WRAPS_PROBLEMS,
    SWALLOWS,
    ONCE_ONLY
  }

  /** A runner with a fault. */
  private record Faulty(Fault fault, TrainingLoop loop, AtomicInteger runs) implements Runner {
    @Override
    public RunResult run(Experiment experiment, RunListener listener) {
      if (runs.incrementAndGet() > 1 && fault == Fault.ONCE_ONLY) {
        throw new IllegalStateException("used up");
      }
      if (fault == Fault.TWICE) {
        loop.run(experiment, Placement.cpu(1), listener);
      }
      try {
        RunResult result =
            loop.run(
                experiment,
                new Placement(
                    fault == Fault.OTHER_DEVICE
                        ? new Device(Device.Kind.GPU, 3, "none")
                        : Device.cpu(),
                    1),
                fault == Fault.DEAF ? new RunListener() {} : listener);
        return fault == Fault.NO_RESULT ? null : result;
      } catch (RuntimeException e) {
        if (fault == Fault.WRAPS_PROBLEMS) {
          throw new IllegalStateException(e);
        }
        if (fault == Fault.SWALLOWS) {
          return null;
        }
        throw e;
      }
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends RunnerContract {
    @Override
    protected Runner runner(TrainingLoop loop) {
      return new Faulty(underTest, loop, new AtomicInteger());
    }
  }

  @Test
  void aRightRunnerBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "TWICE, RUNNER-1",
    "NO_RESULT, RUNNER-2",
    "OTHER_DEVICE, RUNNER-3",
    "DEAF, RUNNER-4",
    "WRAPS_PROBLEMS, RUNNER-5",
    "SWALLOWS, RUNNER-6",
    "ONCE_ONLY, RUNNER-7"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("RUNNER-"));
  }
}
