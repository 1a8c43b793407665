package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Rescaling;
import org.junit.jupiter.api.Test;

class MobileNetV3Test {
  private static final ImageSize IMAGE = ImageSize.rgb(224, 224);

  @Test
  void alphaChangesEveryBlockButNotTheStem() {
    Architecture network = new MobileNetV3Small(MobileNetV3Settings.of(0.75)).architecture(IMAGE);

    assertThat(network.node("conv").outputShape()).isEqualTo(Shape.of(112, 112, 16));
    assertThat(network.node("expanded_conv_10_project").outputShape())
        .isEqualTo(Shape.of(7, 7, 72));
    assertThat(network.outputShape()).isEqualTo(Shape.of(7, 7, 432));
  }

  @Test
  void theMinimalisticNetworkHasNeitherLargeKernelsNorExcitationNorHardSwish() {
    Architecture network =
        new MobileNetV3Large(new MobileNetV3Settings(1, true)).architecture(IMAGE);

    assertThat(network.nodes())
        .noneMatch(node -> node.layer() instanceof Multiply)
        .noneMatch(node -> node.layer().equals(new ActivationLayer(Activation.HARD_SWISH)))
        .filteredOn(node -> node.layer() instanceof DepthwiseConv2D)
        .hasSize(15)
        .allMatch(node -> ((DepthwiseConv2D) node.layer()).kernelSize().height() == 3);
  }

  @Test
  void theHardSigmoidIsWrittenOutUnderTheNamesOfKerassOperations() {
    Architecture network = new MobileNetV3Small(MobileNetV3Settings.of(1)).architecture(IMAGE);

    assertThat(network.node("add").inputs()).containsExactly("expanded_conv_squeeze_excite_conv_1");
    assertThat(network.node("add").layer()).isEqualTo(new Rescaling(1, 3));
    assertThat(network.node("re_lu_1").inputs()).containsExactly("add");
    assertThat(network.node("multiply").layer()).isEqualTo(new Rescaling(1.0 / 6, 0));
    assertThat(network.node("expanded_conv_squeeze_excite_mul").inputs())
        .containsExactly("re_lu", "multiply");
    assertThat(network.layerNames()).contains("add_8", "multiply_8").doesNotContain("add_9");
  }

  @Test
  void refusesAnAlphaOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MobileNetV3Settings.of(0))
        .withMessage("alpha is in (0, 8], found 0.0");
  }
}
