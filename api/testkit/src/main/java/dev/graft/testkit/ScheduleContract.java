package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Stable;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.PhaseLength;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link LearningRateSchedule} must do, as JUnit tests to extend.
 *
 * @since 0.1
 */
@Stable
public abstract class ScheduleContract extends Contract {
  /** The schedule under test, made anew with the same settings at each call. */
  protected abstract LearningRateSchedule schedule();

  /** Phases that it is tried on; from one step to thousands unless overridden. */
  protected List<PhaseLength> phases() {
    return List.of(
        new PhaseLength(0.1, 1, 1),
        new PhaseLength(0.001, 10, 3),
        new PhaseLength(1e-5, 7, 20),
        new PhaseLength(0.01, 500, 5));
  }

  @Rule(
      id = "SCHEDULE-1",
      value = "Its rates are finite and never below 0",
      why = "a step with another rate destroys what was learnt",
      mend = "mind phases of a single step: divisions by steps - 1")
  @TestFactory
  Stream<DynamicTest> givesRates() {
    return each(
        phase ->
            assertThat(rates(phase).allMatch(rate -> rate >= 0 && Double.isFinite(rate)))
                .as("all rates are finite and at least 0")
                .isTrue());
  }

  @Rule(
      id = "SCHEDULE-2",
      value = "Some of its rates are above 0",
      why = "else the phase learns nothing",
      mend = "begin with the phase's learning rate")
  @TestFactory
  Stream<DynamicTest> learns() {
    return each(phase -> assertThat(rates(phase).max().orElse(0)).isPositive());
  }

  @Rule(
      id = "SCHEDULE-3",
      value = "Each phase starts it anew",
      why = "a schedule serves all phases of a run, and runs again",
      mend = "keep state in what start gives, not in the schedule")
  @TestFactory
  Stream<DynamicTest> startsAnew() {
    return each(
        phase -> {
          LearningRateSchedule shared = schedule();
          rates(shared, phase);
          assertThat(rates(shared, phase)).containsExactly(rates(schedule(), phase));
        });
  }

  @Rule(
      id = "SCHEDULE-4",
      value = "A step that is asked for twice has one rate",
      why = "the rate is also asked for to report it",
      mend = "compute it from the step")
  @TestFactory
  Stream<DynamicTest> givesOneRateForAStep() {
    return each(
        phase -> {
          LearningRates rates = schedule().start(phase);
          for (long step = 0; step < phase.steps(); step++) {
            assertThat(rates.at(step)).as("step %d", step).isEqualTo(rates.at(step));
          }
        });
  }

  @Rule(
      id = "SCHEDULE-5",
      value = "It bears any course of the validation loss",
      why = "losses rise, fall and stand still",
      mend = "begin with no best loss; let a rate not fall below its smallest")
  @TestFactory
  Stream<DynamicTest> bearsAnyLosses() {
    return each(
        phase -> {
          for (double slope : new double[] {-0.1, 0, 5}) {
            LearningRates rates = schedule().start(phase);
            for (int epoch = 0; epoch < phase.epochs(); epoch++) {
              double rate = rates.at((long) epoch * phase.stepsPerEpoch());
              assertThat(rate).as("rate of epoch %d", epoch).isNotNegative().isFinite();
              rates.epochFinished(Math.max(0, 1 + slope * epoch));
            }
          }
        });
  }

  private Stream<DynamicTest> each(Consumer<PhaseLength> check) {
    return phases().stream()
        .map(
            phase ->
                DynamicTest.dynamicTest(
                    "%d epochs of %d steps at %s"
                        .formatted(phase.epochs(), phase.stepsPerEpoch(), phase.learningRate()),
                    () -> check.accept(phase)));
  }

  private DoubleStream rates(PhaseLength phase) {
    return Arrays.stream(rates(schedule(), phase));
  }

  private static double[] rates(LearningRateSchedule schedule, PhaseLength phase) {
    LearningRates rates = schedule.start(phase);
    return LongStream.range(0, phase.steps()).mapToDouble(rates::at).toArray();
  }
}
