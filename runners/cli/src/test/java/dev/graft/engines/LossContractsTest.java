package dev.graft.engines;

import dev.graft.api.loss.Loss;
import dev.graft.testkit.LossContract;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Graft's losses, held to what everybody's losses are held to, on both engines. */
@ParameterizedClass
@ValueSource(
    strings = {
      "binary_cross_entropy",
      "{type: binary_cross_entropy, label_smoothing: 0.1}",
      "categorical_cross_entropy",
      "{type: categorical_cross_entropy, label_smoothing: 0.1}"
    })
class LossContractsTest extends LossContract {
  private static final ComponentVariants VARIANTS = new ComponentVariants();

  @Parameter private String yaml;

  @Override
  protected Loss loss() {
    return VARIANTS.make(Loss.class, yaml);
  }

  /** Smoothed targets are met by finite scores. */
  @Override
  protected boolean likesConfidence() {
    return !yaml.contains("smoothing");
  }
}
