package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.Origin;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the networks in PyTorch's form have in common. */
class PyTorchVariantTest {
  static Stream<Architecture> networks() {
    EfficientNetSettings efficient = new EfficientNetSettings(false, Variant.PYTORCH);
    return Stream.<Backbone>of(
            new MobileNetV2(new MobileNetV2.Settings(1, Variant.PYTORCH)),
            new ResNet50(new ResNet50.Settings(Variant.PYTORCH)),
            new EfficientNetB0(efficient),
            new EfficientNetB1(efficient),
            new EfficientNetB2(efficient),
            new EfficientNetB3(efficient))
        .map(backbone -> backbone.architecture(ImageSize.rgb(96, 130)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void beginsWithImageNetsMeanAndStandardDeviation(Architecture network) {
    assertThat(network.nodes().get(0).layer()).isInstanceOf(ChannelNormalization.class);
    assertThat(network.nodes().stream().filter(n -> n.layer() instanceof ChannelNormalization))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void padsSymmetricallyWhereItHalves(Architecture network) {
    for (Node node : network.nodes()) {
      if (node.layer() instanceof ZeroPadding2D pad) {
        assertThat(List.of(pad.top(), pad.bottom(), pad.left(), pad.right()))
            .as(node.name())
            .containsOnly(pad.top());
      } else if (node.layer() instanceof Conv2D conv && conv.strides().height() == 2) {
        assertThat(conv.padding()).as(node.name()).isEqualTo(Padding.VALID);
      } else if (node.layer() instanceof DepthwiseConv2D conv && conv.strides().height() == 2) {
        assertThat(conv.padding()).as(node.name()).isEqualTo(Padding.VALID);
      }
    }
    assertThat(network.outputShape().height()).isEqualTo(3);
    assertThat(network.outputShape().width()).isEqualTo(5);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void normalisesWithPyTorchsEpsilon(Architecture network) {
    assertThat(
            network.nodes().stream().map(Node::layer).filter(BatchNormalization.class::isInstance))
        .isNotEmpty()
        .containsOnly(BatchNormalization.of(0.9, 1e-5));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void hasAModuleForEveryLayerWithParameters(Architecture network) {
    assertThat(network.origin().variant()).isEqualTo(Variant.PYTORCH);
    assertThat(network.origin().moduleNames()).isNotEmpty();
    for (ModuleNames library : network.origin().moduleNames()) {
      List<String> modules =
          network.nodes().stream()
              .filter(node -> !node.parameters().isEmpty())
              .map(node -> library.module(node.name()).orElseThrow())
              .toList();
      assertThat(modules).doesNotHaveDuplicates();
      // Beside them only the classifier, which the network does not have.
      assertThat(library.modules()).hasSize(modules.size() + 1);
    }
  }

  @Test
  void theNetworksHaveTheSameLayersInKerassForm() {
    assertThat(KnownNetworks.mobileNetV2(1, 96).origin()).isEqualTo(Origin.kerasOfTwo());
    assertThat(KnownNetworks.mobileNet(1, 96).origin()).isEqualTo(Origin.keras());
    Architecture torch =
        new MobileNetV2(new MobileNetV2.Settings(1, Variant.PYTORCH))
            .architecture(ImageSize.rgb(96, 96));
    assertThat(withParameters(torch)).isEqualTo(withParameters(KnownNetworks.mobileNetV2(1, 96)));
    assertThat(torch.outputShape()).isEqualTo(Shape.of(3, 3, 1280));
    assertThat(torch.name()).isEqualTo("mobilenetv2_1.00_96_pytorch");
  }

  private static List<String> withParameters(Architecture network) {
    return network.nodes().stream()
        .filter(node -> !node.parameters().isEmpty())
        .map(node -> node.name() + node.parameters())
        .toList();
  }

  @Test
  void torchvisionsNamesOfEfficientNetAreThose() {
    ModuleNames names = EfficientNetModules.torchvision(List.of(1, 2, 2, 3, 3, 4, 1));

    assertThat(names.module("stem_conv")).contains("features.0.0");
    assertThat(names.module("block1a_dwconv")).contains("features.1.0.block.0.0");
    assertThat(names.module("block1a_se_reduce")).contains("features.1.0.block.1.fc1");
    assertThat(names.module("block1a_project_bn")).contains("features.1.0.block.2.1");
    assertThat(names.module("block2b_expand_bn")).contains("features.2.1.block.0.1");
    assertThat(names.module("block2b_se_expand")).contains("features.2.1.block.2.fc2");
    assertThat(names.module("block7a_project_conv")).contains("features.7.0.block.3.0");
    assertThat(names.module("top_bn")).contains("features.8.1");
  }

  @Test
  void kerassRescalingIsNotForPyTorchsWeights() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new EfficientNetSettings(true, Variant.PYTORCH))
        .withMessageContaining("variant: keras only");
  }
}
