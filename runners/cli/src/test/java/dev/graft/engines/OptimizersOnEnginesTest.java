package dev.graft.engines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.engine.Engine;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.assembly.Graft;
import dev.graft.testkit.engine.OptimizersOnEngineContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Every optimizer that Graft finds, on every engine that Graft finds. */
class OptimizersOnEnginesTest {
  private static final Map<String, Optimizer> OPTIMIZERS =
      new ComponentVariants().of(Optimizer.class);

  @Test
  void thereIsNoOtherEngine() {
    assertThat(Graft.fromClassPath().components().names(Engine.class))
        .containsExactly("djl", "tensorflow");
  }

  @Test
  void optimizersAreHeldInSeveralSettings() {
    assertThat(OPTIMIZERS.keySet())
        .contains("sgd", "{type: sgd, momentum: 0.5}", "{type: rmsprop, centered: true}", "adamw");
  }

  @Nested
  class TensorFlow extends OptimizersOnEngineContract {
    @Override
    protected Engine engine() {
      return Graft.fromClassPath().engine("tensorflow");
    }

    @Override
    protected Map<String, Optimizer> optimizers() {
      return OPTIMIZERS;
    }
  }

  @Nested
  class Djl extends OptimizersOnEngineContract {
    @Override
    protected Engine engine() {
      return Graft.fromClassPath().engine("djl");
    }

    @Override
    protected Map<String, Optimizer> optimizers() {
      return OPTIMIZERS;
    }
  }
}
