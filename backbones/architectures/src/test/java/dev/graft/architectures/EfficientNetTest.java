package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EfficientNetTest {
  private static final ImageSize SIZE = ImageSize.rgb(64, 64);

  @Test
  void theNetworkOfThePublishedWeightsHasOneMoreRescaling() {
    Architecture plain = new EfficientNetB0(new EfficientNetSettings(false)).architecture(SIZE);
    Architecture rescaled = new EfficientNetB0(new EfficientNetSettings(true)).architecture(SIZE);

    assertThat(rescaled.layerNames().subList(0, 4))
        .containsExactly("rescaling", "normalization", "rescaling_1", "stem_conv_pad");
    ChannelNormalization division = (ChannelNormalization) rescaled.node("rescaling_1").layer();
    assertThat(division.mean()).containsExactly(0.0, 0.0, 0.0);
    assertThat(division.standardDeviation())
        .containsExactly(Math.sqrt(0.229), Math.sqrt(0.224), Math.sqrt(0.225));
    assertThat(rescaled.parameterCount()).isEqualTo(plain.parameterCount());
    assertThat(plain.layerNames())
        .containsExactlyElementsOf(
            rescaled.layerNames().stream().filter(name -> !name.equals("rescaling_1")).toList());
  }

  @Test
  void laterBlocksAreDroppedMoreOften() {
    Architecture network = KnownNetworks.published("efficientnet_b0", SIZE);

    List<Node> dropouts =
        network.nodes().stream().filter(node -> node.layer() instanceof Dropout).toList();

    assertThat(dropouts).extracting(Node::name).startsWith("block2b_drop").hasSize(9);
    assertThat(dropouts)
        .extracting(node -> ((Dropout) node.layer()).rate())
        .isSorted()
        .contains(0.2 * 14 / 16.0);
    assertThat(dropouts)
        .allMatch(
            node -> ((Dropout) node.layer()).noiseShape().equals(Optional.of(List.of(1, 1, 1))));
  }

  @Test
  void anOddSizeIsPaddedOnBothSides() {
    Architecture network = KnownNetworks.published("efficientnet_b0", ImageSize.rgb(75, 150));

    assertThat(network.node("stem_conv_pad").layer()).isEqualTo(new ZeroPadding2D(1, 1, 0, 1));
    assertThat(network.node("block3a_dwconv_pad").layer()).isEqualTo(new ZeroPadding2D(2, 2, 1, 2));
  }

  @Test
  void everyKernelBeginsAsInKeras() {
    Architecture network = KnownNetworks.published("efficientnet_b0", SIZE);

    List<Parameter> kernels =
        network.nodes().stream()
            .flatMap(node -> node.parameters().stream())
            .filter(parameter -> parameter.name().endsWith("kernel"))
            .toList();

    // The stem, 16 blocks of 5 but for the first of 4, the top.
    assertThat(kernels)
        .hasSize(1 + 16 * 5 - 1 + 1)
        .allMatch(kernel -> kernel.initializer() == Initializer.HE_NORMAL_FAN_OUT);
  }
}
