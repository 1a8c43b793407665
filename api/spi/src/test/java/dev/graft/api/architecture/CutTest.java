package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Rescaling;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutTest {
  private static final Set<String> BACKBONE = Set.of("scale", "conv", "norm", "sum", "last");

  /** A residual backbone with a head of pooling, dropout and a dense layer. */
  private static Architecture network() {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    builder.add("scale", new Rescaling(1, 0));
    builder.add("conv", Conv2D.of(4, 3));
    builder.add("norm", BatchNormalization.of(0.9, 0.001));
    builder.add("sum", new Add(), "conv", "norm");
    builder.add("last", Conv2D.of(4, 3));
    builder.add("pooling", new GlobalAveragePooling2D(false));
    builder.add("dropout", new Dropout(0.2));
    builder.add("logits", Dense.of(1));
    return builder.build();
  }

  @Test
  void ofAFrozenBackboneTheHeadsPoolingJoinsThePrefix() {
    Cut cut = Cut.at(network(), BACKBONE);

    assertThat(cut.prefix().orElseThrow().output()).isEqualTo("pooling");
    assertThat(cut.suffix().layerNames()).containsExactly("dropout", "logits");
    assertThat(cut.suffix().input().name()).isEqualTo("pooling");
  }

  @Test
  void nothingFrozenMeansNoPrefix() {
    Cut cut = Cut.at(network(), Set.of());

    assertThat(cut.prefix()).isEmpty();
    assertThat(cut.suffix()).isEqualTo(network());
  }

  @Test
  void preprocessingAloneIsNoPrefix() {
    assertThat(Cut.at(network(), Set.of("scale")).prefix()).isEmpty();
  }

  @Test
  void aLayerFrozenAboveATrainedOneStaysInTheSuffix() {
    assertThat(Cut.at(network(), Set.of("last")).prefix()).isEmpty();
  }

  @Test
  void aSecondTensorMayNotCrossTheCut() {
    Cut cut = Cut.at(network(), Set.of("scale", "conv", "norm"));

    // After norm, conv's output is needed too; the sum of both has no parameters and joins.
    assertThat(cut.prefix().orElseThrow().output()).isEqualTo("sum");
    assertThat(cut.suffix().layerNames().get(0)).isEqualTo("last");
  }

  @Test
  void ofABranchThatIsTrainedTheCutIsBelow() {
    Cut cut = Cut.at(network(), Set.of("scale", "conv"));

    assertThat(cut.prefix().orElseThrow().output()).isEqualTo("conv");
    assertThat(cut.suffix().node("sum").inputs()).containsExactly("conv", "norm");
  }

  @Test
  void somethingIsAlwaysLeftToTrain() {
    Architecture network = network();

    Cut cut = Cut.at(network, Set.copyOf(network.layerNames()));

    assertThat(cut.suffix().layerNames()).containsExactly("logits");
  }

  @Test
  void theCutIsNeverAboveTheOutput() {
    Architecture.Builder builder = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    builder.add("a", Conv2D.of(4, 3));
    builder.add("b", Conv2D.of(4, 3));
    builder.add("unused", Conv2D.of(4, 3));
    builder.add("unused_too", new Flatten());
    Architecture network = builder.build("b");

    Cut cut = Cut.at(network, Set.copyOf(network.layerNames()));

    assertThat(cut.prefix().orElseThrow().output()).isEqualTo("a");
    assertThat(cut.suffix().output()).isEqualTo("b");
  }
}
