package dev.graft.engines;

import dev.graft.api.optimizer.Optimizer;
import dev.graft.testkit.OptimizerContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's optimizers, held to what everybody's optimizers are held to. */
@ParameterizedClass
@ValueSource(
    strings = {
      "sgd",
      "{type: sgd, momentum: 0.9}",
      "{type: sgd, momentum: 0.9, nesterov: true}",
      "rmsprop",
      "{type: rmsprop, momentum: 0.5, centered: true}",
      "adam",
      "adamw"
    })
class OptimizerContractsTest extends OptimizerContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String yaml;

  @Override
  protected Optimizer optimizer() {
    return VARIANTS.make(Optimizer.class, yaml);
  }

  /** Weight decay needs no gradient. */
  @Override
  protected boolean restsWithoutGradient() {
    return !yaml.contains("adamw");
  }
}
