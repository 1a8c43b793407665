package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  private static Architecture network() {
    Architecture.Builder network = Architecture.builder("tiny", Input.image(ImageSize.rgb(8, 8)));
    network.add("conv2d", Conv2D.of(3, 3).same());
    network.add("bn", new BatchNormalization(0.99, 1e-3, true, true));
    network.add("add", new Add(), "bn", "conv2d");
    network.add("pool", new GlobalAveragePooling2D(false));
    network.add("logits", Dense.of(2));
    return network.build();
  }

  @Test
  void itReadsLikeKeras() {
    assertThat(new SummaryTable(network(), Map.of()).lines())
        .containsExactly(
            "Model: \"tiny\"",
            "_".repeat(69),
            "Layer (type)                   Output Shape     Param #  Connected to",
            "=".repeat(69),
            "input (InputLayer)             (None, 8, 8, 3)        0  -",
            "conv2d (Conv2D)                (None, 8, 8, 3)       84  input",
            "bn (BatchNormalization)        (None, 8, 8, 3)       12  conv2d",
            "add (Add)                      (None, 8, 8, 3)        0  bn, conv2d",
            "pool (GlobalAveragePooling2D)  (None, 3)              0  add",
            "logits (Dense)                 (None, 2)              8  pool",
            "=".repeat(69),
            "Total params: 104 (416.00 B)",
            "Trainable params: 98 (392.00 B)",
            "Non-trainable params: 6 (24.00 B)");
  }

  @Test
  void eachPhaseHasAColumnAndTheFirstGivesTheTotals() {
    Map<String, Set<String>> frozen = new LinkedHashMap<>();
    frozen.put("training", Set.of("conv2d", "bn", "add", "pool"));
    frozen.put("fine_tuning", Set.of("conv2d"));

    List<String> lines = new SummaryTable(network(), frozen).lines();

    assertThat(lines.get(2)).endsWith("In training  In fine_tuning");
    assertThat(lines.get(5)).endsWith("frozen       frozen");
    assertThat(lines.get(6)).endsWith("frozen       trained");
    assertThat(lines.get(7)).endsWith("-            -");
    assertThat(lines)
        .endsWith(
            "Total params: 104 (416.00 B)",
            "Trainable params: 8 (32.00 B)",
            "Non-trainable params: 96 (384.00 B)");
  }
}
