package dev.graft.api.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.layers.BatchNormalization;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What layers and optimizers are handed by every engine; a tensor is a string here. */
class LayerVariablesTest {
  private final Node norm = norm();
  private final Map<String, String> statistics = new HashMap<>();
  private final TrainingVariables<String> training =
      new TrainingVariables<>(
          norm, key -> "value of " + key, (layer, rate, shape) -> layer + rate, statistics::put);
  private final InferenceVariables<String> inference =
      new InferenceVariables<>(norm, key -> "value of " + key);

  private static Node norm() {
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(2)));
    net.add("bn", BatchNormalization.of(0.9, 1e-3));
    return net.build().node("bn");
  }

  @Test
  void giveWhatTheLayerDeclared() {
    assertThat(training.get("gamma")).isEqualTo("value of bn/gamma");
    assertThat(inference.get("moving_mean")).isEqualTo("value of bn/moving_mean");
    for (var variables : List.of(training, inference)) {
      assertThatThrownBy(() -> variables.get("kernel"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("layer 'bn' declared no parameter 'kernel'");
    }
  }

  @Test
  void takeStatisticsOnce() {
    training.assign("moving_mean", "new");

    assertThat(statistics).containsOnly(entry("bn/moving_mean", "new"));
    assertThatThrownBy(() -> training.assign("moving_mean", "newer"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> training.assign("gamma", "new"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void giveOneMask() {
    assertThat(training.dropoutMask(0.5, Shape.of(2))).isEqualTo("bn0.5");
    assertThatThrownBy(() -> training.dropoutMask(0.5, Shape.of(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void changeNothingInInference() {
    assertThatThrownBy(() -> inference.assign("moving_mean", "new"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> inference.dropoutMask(0.5, Shape.of(2)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void slotsAreThoseOfTheOptimizer() {
    UpdatedSlots<String> slots =
        new UpdatedSlots<>("conv/kernel", List.of("velocity"), key -> "value of " + key);

    assertThat(slots.get("velocity")).isEqualTo("value of conv/kernel/velocity");
    slots.assign("velocity", "new");
    assertThat(slots.assigned()).containsOnly(entry("conv/kernel/velocity", "new"));
    assertThat(slots.get("velocity")).as("before the step").startsWith("value of");
    assertThatThrownBy(() -> slots.assign("velocity", "newer"))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> slots.get("momentum"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[velocity]");
  }
}
