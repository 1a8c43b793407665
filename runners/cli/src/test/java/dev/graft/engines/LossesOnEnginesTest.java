package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Engine;
import dev.graft.api.loss.Loss;
import dev.graft.assembly.Graft;
import dev.graft.testkit.engine.LossesOnEngineContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every loss that Graft finds, on every engine that Graft finds. */
class LossesOnEnginesTest {
  private static final Map<String, Loss> LOSSES = new ComponentVariants().of(Loss.class);

  @Test
  void lossesAreHeldInSeveralSettings() {
    assertThat(LOSSES.keySet())
        .contains(
            "binary_cross_entropy", "{type: categorical_cross_entropy, label_smoothing: 0.5}");
  }

  @Nested
  class TensorFlow extends LossesOnEngineContract {
    @Override
    protected Engine engine() {
      return Graft.fromClassPath().engine("tensorflow");
    }

    @Override
    protected Map<String, Loss> losses() {
      return LOSSES;
    }
  }

  @Nested
  class Djl extends LossesOnEngineContract {
    @Override
    protected Engine engine() {
      return Graft.fromClassPath().engine("djl");
    }

    @Override
    protected Map<String, Loss> losses() {
      return LOSSES;
    }
  }
}
