package dev.graft.benchmarks;

import dev.graft.api.optimizer.Optimizer;
import dev.graft.training.optimizer.Adam;
import dev.graft.training.optimizer.Sgd;

/** The optimizers of the benchmarks, with the settings of the peers. */
public final class OptimizerByName {
  private OptimizerByName() {}

  /**
   * Makes an optimizer.
   *
   * @param name {@code sgd}, which has a momentum of 0.9, or {@code adam}
   */
  public static Optimizer of(String name) {
    double rate = MobileNetV2Workload.LEARNING_RATE;
    return switch (name) {
      case "sgd" -> new Sgd(new Sgd.Settings(rate, 0.9, false));
      case "adam" -> new Adam(new Adam.Settings(rate, 0.9, 0.999, 1e-7));
      default -> throw new IllegalArgumentException("no optimizer '" + name + "' here");
    };
  }
}
