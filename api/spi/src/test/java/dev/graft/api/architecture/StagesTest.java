package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.graft.api.ImageSize;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stages, and the learning rates that follow from them. */
class StagesTest {
  private static Architecture.Builder network() {
    Architecture.Builder network = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    network.addUncounted("rescaling", new Rescaling(1 / 127.5, -1));
    return network;
  }

  private static void conv(Architecture.Builder network, String name, String... inputs) {
    if (inputs.length == 0) {
      network.add(name, Conv2D.of(3, 3).same());
    } else {
      network.add(name, Conv2D.of(3, 3).same(), inputs);
    }
  }

  /** A stem, a block without a way around it, one with, and a layer on top. */
  private static Architecture blocks() {
    Architecture.Builder network = network();
    conv(network, "stem_conv");
    network.add("stem_bn", BatchNormalization.of(0.9, 1e-3));
    conv(network, "block_1_expand");
    network.add("block_1_relu", new ActivationLayer(Activation.RELU));
    conv(network, "block_1_project");
    conv(network, "block_2_expand");
    network.add("block_2_bn", BatchNormalization.of(0.9, 1e-3));
    network.add("block_2_add", new Add(), "block_2_bn", "block_1_project");
    conv(network, "top_conv");
    network.add("pool", MaxPooling2D.of(2));
    return network.build();
  }

  private static List<String> names(Architecture network) {
    return Stages.of(network).stream().map(Stages.Stage::name).toList();
  }

  @Test
  void aBlockIsAStageWithAllThatFollowsIt() {
    assertThat(Stages.of(blocks()))
        .containsExactly(
            new Stages.Stage("stem", List.of("rescaling", "stem_conv", "stem_bn")),
            new Stages.Stage(
                "block_1", List.of("block_1_expand", "block_1_relu", "block_1_project")),
            new Stages.Stage("block_2", List.of("block_2_expand", "block_2_bn", "block_2_add")),
            new Stages.Stage("top_conv", List.of("top_conv", "pool")));
  }

  @Test
  void withoutNamesEachKernelBeginsAStageWhereTheNetworkCanBeCut() {
    Architecture.Builder network = network();
    conv(network, "conv2d");
    network.add("batch_normalization", BatchNormalization.of(0.9, 1e-3));
    conv(network, "conv2d_1");
    conv(network, "conv2d_2");
    network.add("add", new Add(), "batch_normalization", "conv2d_2");

    assertThat(Stages.of(network.build()))
        .extracting(Stages.Stage::last)
        .containsExactly("batch_normalization", "add");
  }

  @Test
  void normalisationBeforeABlockIsOfTheBlock() {
    Architecture.Builder network = network();
    conv(network, "conv1_conv");
    network.add("block1_0_bn", BatchNormalization.of(0.9, 1e-3));
    network.add("block1_0_relu", new ActivationLayer(Activation.RELU));
    conv(network, "block1_1_conv");
    conv(network, "block1_2_conv", "block1_0_relu");
    network.add("block1_out", new Add(), "block1_1_conv", "block1_2_conv");
    network.add("last_bn", BatchNormalization.of(0.9, 1e-3));

    assertThat(Stages.of(network.build()))
        .extracting(Stages.Stage::last)
        .containsExactly("conv1_conv", "last_bn");
    assertThat(names(network.build())).containsExactly("conv1_conv", "block1");
  }

  @Test
  void paddingBeforeABlockIsOfTheBlock() {
    Architecture.Builder network = network();
    conv(network, "block_1_conv");
    network.add("block_2_pad", ZeroPadding2D.of(1));
    conv(network, "block_2_conv");
    network.add("last_pad", ZeroPadding2D.of(1));

    assertThat(Stages.of(network.build()))
        .extracting(Stages.Stage::last)
        .containsExactly("block_1_conv", "last_pad");
  }

  @Test
  void numbersAfterAnythingElseMakeBlocksToo() {
    Architecture.Builder network = network();
    for (String name : List.of("conv1", "conv_dw_1", "conv_pw_1", "conv_dw_2", "conv_pw_2")) {
      conv(network, name);
    }

    assertThat(names(network.build())).containsExactly("conv1", "conv_pw_1", "conv_pw_2");
  }

  @Test
  void aNetworkWithoutParametersIsOneStage() {
    assertThat(names(network().build())).containsExactly("rescaling");
    assertThat(Stages.of(Architecture.builder("empty", Input.image(ImageSize.rgb(8, 8))).build()))
        .isEmpty();
  }

  @Test
  void eachStageLearnsAtAShareOfTheRateOfTheOneAbove() {
    assertThat(new LayerRates.Decay(0.5).factors(blocks()))
        .contains(
            entry("top_conv", 0.5),
            entry("pool", 0.5),
            entry("block_2_expand", 0.25),
            entry("block_1_project", 0.125),
            entry("stem_bn", 0.0625),
            entry("rescaling", 0.0625))
        .hasSize(11);
  }

  @Test
  void factorsHoldUpToTheirLayer() {
    LayerRates steps =
        new LayerRates.Steps(
            List.of(
                new LayerRates.Step("stem_bn", 0.01), new LayerRates.Step("block_1_expand", 0.1)));

    assertThat(steps.factors(blocks()))
        .containsExactly(
            entry("rescaling", 0.01),
            entry("stem_conv", 0.01),
            entry("stem_bn", 0.01),
            entry("block_1_expand", 0.1));
    assertThat(new LayerRates.Uniform().factors(blocks())).isEmpty();
  }

  @Test
  void factorsOfLayersThatAreNotThereOrNotInOrder() {
    assertThatThrownBy(
            () ->
                new LayerRates.Steps(List.of(new LayerRates.Step("block_1_expnd", 0.1)))
                    .factors(blocks()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("did you mean 'block_1_expand' or");
    assertThatThrownBy(
            () ->
                new LayerRates.Steps(
                        List.of(
                            new LayerRates.Step("block_1_expand", 0.1),
                            new LayerRates.Step("stem_bn", 0.01)))
                    .factors(blocks()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("'stem_bn' is not above 'block_1_expand'");
    assertThatThrownBy(() -> new LayerRates.Step("stem_bn", 0))
        .hasMessage("factor is above 0, found 0.0");
    assertThatThrownBy(() -> new LayerRates.Decay(1.5))
        .hasMessage("layer_decay is in (0, 1], found 1.5");
  }

  @Test
  void theFirstLayersAreCountedAsKerasDoes() {
    Architecture network = blocks();

    assertThat(network.countedLayers()).isEqualTo(11);
    assertThat(new Freeze.Layers(0).frozenLayers(network)).isEmpty();
    assertThat(new Freeze.Layers(1).frozenLayers(network)).isEmpty();
    assertThat(new Freeze.Layers(2).frozenLayers(network))
        .containsExactly("rescaling", "stem_conv");
    assertThat(new Freeze.Layers(11).frozenLayers(network))
        .containsExactlyElementsOf(network.layerNames());
    assertThatThrownBy(() -> new Freeze.Layers(12).frozenLayers(network))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "there are not 12 layers; expected 0 to 11: backbone 'net' has 11 layers, the input"
                + " included, as `graft summary` numbers them");
    assertThatThrownBy(() -> new Freeze.Layers(-1).frozenLayers(network))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("-1 is negative; expected 0 to 11");
  }

  @Test
  void partsOfANetworkCountTheSameLayers() {
    Architecture network = blocks();

    assertThat(network.upTo("stem_bn").node("rescaling").counted()).isFalse();
    assertThat(network.upTo("stem_bn").countedLayers()).isEqualTo(3);
    assertThat(network.after("stem_bn").countedLayers()).isEqualTo(9);
    Architecture top = Architecture.builder("top", Input.features(network.outputShape())).build();
    assertThat(network.then("whole", top).countedLayers()).isEqualTo(11);
  }
}
