package dev.graft.engines;

import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.PhaseLength;
import dev.graft.testkit.ScheduleContract;
import java.util.List;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's schedules of the learning rate, held to what everybody's are held to. */
@ParameterizedClass
@ValueSource(
    strings = {
      "{type: exponential_decay, decay_rate: 0.9}",
      "{type: inverse_time_decay, decay_rate: 0.5}",
      "cosine_decay",
      "{type: cosine_decay, alpha: 0.1, warmup_epochs: 1}",
      "{type: piecewise_constant_decay, boundary_epochs: [1, 2], values: [0.01, 0.001, 0]}",
      "{type: polynomial_decay, decay_epochs: 2, power: 2, cycle: true}",
      "polynomial_decay",
      "reduce_on_plateau",
      "{type: reduce_on_plateau, factor: 0.5, patience: 0, min_learning_rate: 0.00001}",
      "warmup",
      "{type: warmup, steps: 3, then: cosine_decay}"
    })
class ScheduleContractsTest extends ScheduleContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String yaml;

  @Override
  protected LearningRateSchedule schedule() {
    return VARIANTS.make(LearningRateSchedule.class, yaml);
  }

  /** A phase that is all warm-up begins at 0, and ends there if it is of one step. */
  @Override
  protected List<PhaseLength> phases() {
    return yaml.contains("warmup_epochs")
        ? List.of(new PhaseLength(0.001, 10, 3), new PhaseLength(0.01, 500, 5))
        : super.phases();
  }
}
