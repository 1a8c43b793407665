package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Stable;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.runner.EpochMetrics;
import dev.graft.api.runner.RunListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link RunListener} must do that experiment files can name, as JUnit tests to extend:
 * runs are told to it that go well, stand still and go wrong.
 *
 * <pre>{@code
 * class TargetContractTest extends ListenerContract {
 *   @Override
 *   protected RunListener listener() {
 *     return new Target(new Target.Settings(0.9));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class ListenerContract extends Contract {
  private static final int EPOCHS = 6;

  /** How a run goes: validation loss and accuracy of an epoch. */
  private enum Course {
    WELL {
      @Override
      double loss(int epoch) {
        return 1.0 / epoch;
      }
    },
    NOWHERE {
      @Override
      double loss(int epoch) {
        return 0.7;
      }
    },
    WORSE {
      @Override
      double loss(int epoch) {
        return epoch;
      }
    },
    NOT_A_NUMBER {
      @Override
      double loss(int epoch) {
        return epoch < 3 ? 1 : Double.NaN;
      }
    };

    abstract double loss(int epoch);

    double accuracy(int epoch) {
      return Double.isNaN(loss(epoch)) ? 0 : 1 / (1 + loss(epoch));
    }
  }

  @TempDir private Path folder;

  /** The listener under test, made anew with the same settings at each call. */
  protected abstract RunListener listener();

  @Rule(
      id = "LISTENER-1",
      value = "It hears a whole run without a word of protest",
      why = "one that throws is told nothing more, and a warning says so",
      mend = "look at what was thrown; refuse an experiment in runStarted, by ProblemException")
  @Test
  void hearsARun() {
    for (Course course : Course.values()) {
      tell(listener(), course);
    }
  }

  @Rule(
      id = "LISTENER-2",
      value = "It asks for no end before an epoch is over",
      why = "it is asked after each epoch, and has not heard of one",
      mend = "return Optional.empty() from stopReason() until epochFinished has told a reason")
  @Test
  void asksForNoEndAtFirst() {
    RunListener listener = listener();
    assertThat(listener.stopReason()).as("before the run").isEmpty();
    listener.runStarted(experiment());
    listener.epochStarted("training", 1, EPOCHS, 2);
    assertThat(listener.stopReason()).as("in the first epoch").isEmpty();
  }

  @Rule(
      id = "LISTENER-3",
      value = "Where it asks for an end it says why, in a sentence",
      why = "the log tells it to the user",
      mend = "tell the epoch and what was found: \"training ends early, after epoch 4: …\"")
  @Test
  void saysWhyItAsksForAnEnd() {
    for (Course course : Course.values()) {
      assertThat(tell(listener(), course))
          .as("reasons of a run that goes %s", course)
          .allMatch(reason -> reason.matches("(?s)\\S.{9,}"), "a sentence");
    }
  }

  @Rule(
      id = "LISTENER-4",
      value = "Being asked changes nothing",
      why = "it may be asked more than once",
      mend = "decide in epochFinished, and let stopReason() return what was decided")
  @Test
  void mayBeAskedTwice() {
    for (Course course : Course.values()) {
      RunListener listener = listener();
      listener.runStarted(experiment());
      for (int epoch = 1; epoch <= EPOCHS; epoch++) {
        tell(listener, course, epoch);
        assertThat(listener.stopReason()).isEqualTo(listener.stopReason());
        assertThat(listener.keepWeights()).isEqualTo(listener.keepWeights());
      }
    }
  }

  @Rule(
      id = "LISTENER-5",
      value = "Two of them do not know of each other",
      why = "each experiment has its own, and several may run in one process",
      mend = "keep no static state")
  @Test
  void keepsToItself() {
    List<String> alone = tell(listener(), Course.WELL);
    RunListener one = listener();
    RunListener other = listener();
    one.runStarted(experiment());
    other.runStarted(experiment());
    List<String> beside = new ArrayList<>();
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      tell(one, Course.WELL, epoch);
      tell(other, Course.WORSE, epoch);
      one.stopReason().ifPresent(beside::add);
      if (one.keepWeights()) {
        beside.add("keeps the weights of epoch " + epoch);
      }
    }
    assertThat(beside).as("reasons beside another run").isEqualTo(alone);
  }

  @Rule(
      id = "LISTENER-6",
      value = "The same run is heard in the same way",
      why = "a run must be repeatable, and with it its end",
      mend = "decide by what is told: no clock, no drawing")
  @Test
  void repeatsItself() {
    for (Course course : Course.values()) {
      assertThat(tell(listener(), course)).isEqualTo(tell(listener(), course));
    }
  }

  @Rule(
      id = "LISTENER-7",
      value = "It leaves the experiment's folder alone until the run has begun",
      why = "a run that is refused leaves nothing behind",
      mend = "write nothing in runStarted, nor in the constructor")
  @Test
  void writesNothingAtTheStart() {
    Experiment experiment = experiment();
    listener().runStarted(experiment);
    assertThat(experiment.output()).doesNotExist();
  }

  private Experiment experiment() {
    return SmallExperiment.in(folder.resolve("run"));
  }

  /** Tells a run of two phases to its end, and gives all that it asks for. */
  private List<String> tell(RunListener listener, Course course) {
    List<String> reasons = new ArrayList<>();
    listener.check(EpochMetrics.columns(List.of()));
    listener.runStarted(experiment());
    listener.message("begins");
    listener.progress("reading pictures", 0, 4);
    listener.progress("reading pictures", 4, 4);
    for (int epoch = 1; epoch <= EPOCHS; epoch++) {
      tell(listener, course, epoch);
      Optional<String> reason = listener.stopReason();
      assertThat(reason).as("a reason or none").isNotNull();
      reason.ifPresent(reasons::add);
      if (listener.keepWeights()) {
        reasons.add("keeps the weights of epoch " + epoch);
      }
    }
    listener.warning("ends");
    return reasons;
  }

  private static void tell(RunListener listener, Course course, int epoch) {
    String phase = epoch <= EPOCHS / 2 ? "training" : "fine_tuning";
    listener.epochStarted(phase, epoch, EPOCHS, 2);
    listener.stepFinished(1, course.loss(epoch), course.accuracy(epoch));
    listener.stepFinished(2, course.loss(epoch), course.accuracy(epoch));
    listener.epochFinished(
        new EpochMetrics(
            epoch,
            phase,
            course.loss(epoch),
            course.accuracy(epoch),
            course.loss(epoch),
            course.accuracy(epoch),
            0.001,
            1.5));
  }
}
