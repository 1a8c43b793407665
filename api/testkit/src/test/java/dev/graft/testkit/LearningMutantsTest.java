package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.api.optimizer.Slots;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optimizers and schedules that are wrong in one way each, and the rule that tells it. */
class LearningMutantsTest {
  private static final AtomicInteger CALLS = new AtomicInteger();

  enum Fault implements Optimizer {
    NONE,
    NO_RATE {
      @Override
      public double learningRate() {
        return 0;
      }
    },
    ONE_SLOT_TWICE {
      @Override
      public List<String> slots() {
        return List.of("momentum", "momentum");
      }
    },
    FORGETS_A_SLOT {
      @Override
      public List<String> slots() {
        return List.of("momentum", "velocity");
      }
    },
    UPHILL {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        return ops.negate(super.change(ops, parameter, momentum, rate));
      }
    },
    NO_EPSILON {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        return ops.divide(super.change(ops, parameter, momentum, rate), ops.abs(momentum));
      }
    },
    TIMID {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        return ops.multiply(super.change(ops, parameter, momentum, rate), 1e-6);
      }
    },
    DECAYS_ALWAYS {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        return ops.add(super.change(ops, parameter, momentum, rate), ops.multiply(parameter, 1e-3));
      }
    },
    BY_THE_NORM {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        T norm = ops.add(ops.sqrt(ops.sumAll(ops.square(momentum))), 1e-7);
        return ops.divide(super.change(ops, parameter, momentum, rate), norm);
      }
    },
    REMEMBERS {
      @Override
      <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
        double factor = 1.0 / CALLS.incrementAndGet();
        return ops.multiply(super.change(ops, parameter, momentum, rate), factor);
      }
    };

    @Override
    public double learningRate() {
      return 0.01;
    }

    @Override
    public List<String> slots() {
      return List.of("momentum");
    }

    @Override
    public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
      T momentum = ops.add(ops.multiply(slots.get("momentum"), 0.5), gradient);
      slots.assign("momentum", momentum);
      return ops.subtract(parameter, change(ops, parameter, momentum, rate));
    }

    <T> T change(Ops<T> ops, T parameter, T momentum, T rate) {
      return ops.multiply(momentum, rate);
    }
  }

  private static Fault optimizer = Fault.NONE;

  static class MutantOptimizer extends OptimizerContract {
    @Override
    protected Optimizer optimizer() {
      return optimizer;
    }
  }

  @Test
  void aRightOptimizerBreaksNoRule() {
    optimizer = Fault.NONE;
    assertThat(Mutants.brokenBy(MutantOptimizer.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NO_RATE, OPTIMIZER-1",
    "ONE_SLOT_TWICE, OPTIMIZER-2",
    "FORGETS_A_SLOT, OPTIMIZER-3",
    "UPHILL, OPTIMIZER-4",
    "NO_EPSILON, OPTIMIZER-5",
    "TIMID, OPTIMIZER-6",
    "DECAYS_ALWAYS, OPTIMIZER-7",
    "DECAYS_ALWAYS, OPTIMIZER-8",
    "BY_THE_NORM, OPTIMIZER-9",
    "REMEMBERS, OPTIMIZER-10"
  })
  void aWrongOptimizerIsTold(Fault fault, String rule) {
    optimizer = fault;
    assertThat(Mutants.brokenBy(MutantOptimizer.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("OPTIMIZER-"));
  }

  enum Course implements LearningRateSchedule {
    RIGHT {
      @Override
      public LearningRates start(PhaseLength phase) {
        return step -> phase.learningRate() * (1 - (double) step / phase.steps());
      }
    },
    BY_STEPS_LESS_ONE {
      @Override
      public LearningRates start(PhaseLength phase) {
        return step -> phase.learningRate() * (1 - (double) step / (phase.steps() - 1));
      }
    },
    NOTHING {
      @Override
      public LearningRates start(PhaseLength phase) {
        return LearningRates.constant(0);
      }
    },
    GOES_ON {
      @Override
      public LearningRates start(PhaseLength phase) {
        int calls = CALLS.incrementAndGet();
        return step -> phase.learningRate() / calls;
      }
    },
    COUNTS_QUESTIONS {
      @Override
      public LearningRates start(PhaseLength phase) {
        AtomicInteger asked = new AtomicInteger();
        return step -> phase.learningRate() / asked.incrementAndGet();
      }
    },
    BELOW_ZERO_IN_THE_END {
      @Override
      public LearningRates start(PhaseLength phase) {
        return new LearningRates() {
          private double rate = phase.learningRate();

          @Override
          public double at(long step) {
            return rate;
          }

          @Override
          public void epochFinished(double validationLoss) {
            rate -= 0.3 * phase.learningRate();
          }
        };
      }
    }
  }

  private static Course schedule = Course.RIGHT;

  static class MutantSchedule extends ScheduleContract {
    @Override
    protected LearningRateSchedule schedule() {
      return schedule;
    }
  }

  @Test
  void aRightScheduleBreaksNoRule() {
    schedule = Course.RIGHT;
    assertThat(Mutants.brokenBy(MutantSchedule.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BY_STEPS_LESS_ONE, SCHEDULE-1",
    "NOTHING, SCHEDULE-2",
    "GOES_ON, SCHEDULE-3",
    "COUNTS_QUESTIONS, SCHEDULE-4",
    "BELOW_ZERO_IN_THE_END, SCHEDULE-5"
  })
  void aWrongScheduleIsTold(Course course, String rule) {
    schedule = course;
    assertThat(Mutants.brokenBy(MutantSchedule.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("SCHEDULE-"));
  }
}
