package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layers.Rescaling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileNetTest {
  // Totals as model.summary() of keras.applications.MobileNet prints them.
  @ParameterizedTest
  @CsvSource({"0.25, 218544, 213072", "1.0, 3228864, 3206976"})
  void hasKerassNumberOfParameters(double alpha, long total, long trainable) {
    Architecture network = KnownNetworks.mobileNet(alpha, 224);

    assertThat(network.parameterCount()).isEqualTo(total);
    assertThat(network.trainableParameterCount()).isEqualTo(trainable);
  }

  @Test
  void withItsTopItHasThePublishedNumberOfParametersAndGivesLogits() {
    Architecture network =
        new MobileNet(MobileNet.Settings.of(1)).withTop(ImageSize.rgb(224, 224), 1000);

    assertThat(network.parameterCount()).isEqualTo(4_253_864);
    assertThat(network.outputShape()).isEqualTo(Shape.of(1000));
    assertThat(network.node("conv_preds").inputShapes()).containsExactly(Shape.of(1, 1, 1024));
  }

  @Test
  void depthMultiplierWidensTheDepthwiseConvolutions() {
    Architecture network =
        new MobileNet(new MobileNet.Settings(1, 2)).architecture(ImageSize.rgb(64, 64));

    assertThat(network.node("conv_dw_1").outputShape()).isEqualTo(Shape.of(32, 32, 64));
    assertThat(network.node("conv_pw_1").outputShape()).isEqualTo(Shape.of(32, 32, 64));
  }

  @Test
  void doesItsOwnPreprocessingFirst() {
    Architecture network = KnownNetworks.mobileNet(0.25, 224);

    assertThat(network.nodes().get(0).layer()).isEqualTo(new Rescaling(1 / 127.5, -1));
    assertThat(network.name()).isEqualTo("mobilenet_0.25_224");
  }

  @Test
  void oddSizesArePaddedBelowAndToTheRightAsEvenOnesAre() {
    Architecture network =
        new MobileNet(MobileNet.Settings.of(0.25)).architecture(ImageSize.rgb(50, 37));

    // 50x37, conv1 same at stride 2: 25x19; padded by one and valid at stride 2: 12x9.
    assertThat(network.node("conv_pad_2").outputShape()).isEqualTo(Shape.of(26, 20, 16));
    assertThat(network.node("conv_dw_2").outputShape()).isEqualTo(Shape.of(12, 9, 16));
  }

  @Test
  void tellsTheSmallestImage() {
    MobileNet mobileNet = new MobileNet(MobileNet.Settings.of(1));

    assertThat(mobileNet.architecture(ImageSize.rgb(32, 32)).outputShape())
        .isEqualTo(Shape.of(1, 1, 1024));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> mobileNet.architecture(ImageSize.rgb(64, 31)))
        .withMessage("mobilenet takes images of at least 32x32 pixels, found 64x31");
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MobileNet.Settings.of(0))
        .withMessageContaining("alpha");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MobileNet.Settings.of(0.01))
        .withMessageContaining("no channel");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MobileNet.Settings(1, 0))
        .withMessageContaining("depth_multiplier");
  }
}
