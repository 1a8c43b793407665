package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Input;
import dev.graft.api.experiment.Phase;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.training.optimizer.Sgd;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SummaryTableTest {
  private static Architecture network() {
    Architecture.Builder network = Architecture.builder("tiny", Input.image(ImageSize.rgb(8, 8)));
    network.addUncounted("rescaling", new Rescaling(1, 0));
    network.add("conv2d", Conv2D.of(3, 3).same());
    network.add("bn", new BatchNormalization(0.99, 1e-3, true, true));
    network.add("add", new Add(), "bn", "conv2d");
    network.add("pool", new GlobalAveragePooling2D(false));
    network.add("logits", Dense.of(2));
    return network.build();
  }

  private static SummaryTable table(List<PhaseView> phases) {
    return new SummaryTable(network(), new LayerNumbers(network()), phases);
  }

  private static PhaseView phase(int number, String name, String... frozen) {
    Set<String> layers = Set.of(frozen);
    return new PhaseView(
        number,
        new Phase(
            name,
            1,
            1,
            new Freeze.None(),
            new Sgd(new Sgd.Settings(0.01, 0, false)),
            OptionalDouble.empty()),
        layers,
        Map.of(),
        Cut.at(network(), layers));
  }

  @Test
  void itReadsLikeKeras() {
    assertThat(table(List.of()).lines(Integer.MAX_VALUE))
        .containsExactly(
            "Model: \"tiny\"",
            "_".repeat(72),
            "#  Layer (type)                   Output Shape     Param #  Connected to",
            "=".repeat(72),
            "1  input (InputLayer)             (None, 8, 8, 3)        0  -",
            "   rescaling (Rescaling)          (None, 8, 8, 3)        0  input",
            "2  conv2d (Conv2D)                (None, 8, 8, 3)       84  rescaling",
            "3  bn (BatchNormalization)        (None, 8, 8, 3)       12  conv2d",
            "4  add (Add)                      (None, 8, 8, 3)        0  bn, conv2d",
            "5  pool (GlobalAveragePooling2D)  (None, 3)              0  add",
            "6  logits (Dense)                 (None, 2)              8  pool",
            "=".repeat(72),
            "Total params: 104 (416.00 B)",
            "Trainable params: 98 (392.00 B)",
            "Non-trainable params: 6 (24.00 B)");
  }

  @Test
  void eachLayerTellsWhichPhasesTrainItAndTheFirstGivesTheTotals() {
    List<String> lines =
        table(
                List.of(
                    phase(1, "training", "conv2d", "bn", "add", "pool"),
                    phase(2, "fine_tuning", "conv2d"),
                    phase(3, "fine_tuning_2", "conv2d")))
            .lines(Integer.MAX_VALUE);

    assertThat(lines.get(2)).endsWith("Param #  Trained in  Connected to");
    assertThat(lines.get(6)).endsWith("  84  frozen      rescaling");
    assertThat(lines.get(7)).endsWith("  12  2-3         conv2d");
    assertThat(lines.get(8)).endsWith("   0  -           bn, conv2d");
    assertThat(lines.get(10)).endsWith("   8  1-3         pool");
    assertThat(lines)
        .endsWith(
            "Total params: 104 (416.00 B)",
            "Trainable params: 8 (32.00 B)",
            "Non-trainable params: 96 (384.00 B)");
  }

  @Test
  void onANarrowTerminalItLeavesOutWhatLayersTakeAndPutsTypesBelowNames() {
    List<PhaseView> phases = List.of(phase(1, "training", "conv2d"));

    assertThat(table(phases).lines(80).get(2))
        .isEqualTo("#  Layer (type)                   Output Shape     Param #  In training");
    assertThat(table(phases).lines(55))
        .contains(
            "2  conv2d (Conv2D)              (None, 8, 8, 3)       84  frozen",
            "3  bn (BatchNormalization)      (None, 8, 8, 3)       12  trained",
            "5  pool                         (None, 3)              0  -",
            "      (GlobalAveragePooling2D)");
  }

  @Test
  void numbersOfNeighboursAreDrawnTogether() {
    assertThat(PhaseView.numbers(List.of(1, 3, 4, 5, 7))).isEqualTo("1, 3-5, 7");
    assertThat(PhaseView.numbers(List.of(2))).isEqualTo("2");
    assertThat(PhaseView.numbers(List.of())).isEmpty();
  }
}
