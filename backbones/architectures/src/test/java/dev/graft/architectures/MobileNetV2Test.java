package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetV2Test {
  // Totals as model.summary() of keras.applications.MobileNetV2 prints them.
  @ParameterizedTest
  @CsvSource({"1.0, 2257984, 2223872", "0.35, 410208, 396128"})
  void hasKerassNumberOfParameters(double alpha, long total, long trainable) {
    Architecture network = KnownNetworks.mobileNetV2(alpha, 224);

    assertThat(network.parameterCount()).isEqualTo(total);
    assertThat(network.trainableParameterCount()).isEqualTo(trainable);
  }

  @Test
  void alphaChangesTheLastConvolutionOnlyAboveOne() {
    assertThat(KnownNetworks.mobileNetV2(0.5, 64).outputShape()).isEqualTo(Shape.of(2, 2, 1280));
    assertThat(KnownNetworks.mobileNetV2(1.4, 64).outputShape()).isEqualTo(Shape.of(2, 2, 1792));
  }

  @Test
  void withItsTopItHasThePublishedNumberOfParametersAndGivesLogits() {
    Architecture network =
        new MobileNetV2(new MobileNetV2.Settings(1)).withTop(ImageSize.rgb(224, 224), 1000);

    assertThat(network.parameterCount()).isEqualTo(3_538_984);
    assertThat(network.outputShape()).isEqualTo(Shape.of(1000));
  }

  @Test
  void doesItsOwnPreprocessingFirst() {
    Architecture network = KnownNetworks.mobileNetV2(0.35, 96);

    assertThat(network.nodes().get(0).layer()).isEqualTo(new Rescaling(1 / 127.5, -1));
    assertThat(network.name()).isEqualTo("mobilenetv2_0.35_96");
  }

  @Test
  void residualsAreAddedWithinAStage() {
    List<String> adds =
        KnownNetworks.mobileNetV2(1, 96).layerNames().stream()
            .filter(name -> name.endsWith("_add"))
            .toList();

    assertThat(adds)
        .containsExactly(
            "block_2_add",
            "block_4_add",
            "block_5_add",
            "block_7_add",
            "block_8_add",
            "block_9_add",
            "block_11_add",
            "block_12_add",
            "block_14_add",
            "block_15_add");
  }

  @Test
  void evenSizesArePaddedOnOneSideAndOddOnesOnBoth() {
    Architecture network =
        new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(ImageSize.rgb(96, 149));

    // Conv1 leaves 48x75: an even height and an odd width.
    assertThat(network.node("block_1_pad").layer()).isEqualTo(new ZeroPadding2D(0, 1, 1, 1));
    assertThat(network.node("block_1_depthwise").outputShape()).isEqualTo(Shape.of(24, 38, 48));
  }

  @Test
  void tellsTheSmallestImage() {
    MobileNetV2 mobileNet = new MobileNetV2(new MobileNetV2.Settings(1));

    assertThat(mobileNet.architecture(ImageSize.rgb(32, 32)).outputShape())
        .isEqualTo(Shape.of(1, 1, 1280));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mobileNet.architecture(ImageSize.rgb(28, 28)))
        .withMessage("mobilenet_v2 takes images of at least 32x32 pixels, found 28x28");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MobileNetV2.Settings(-1))
        .withMessageContaining("alpha");
  }
}
