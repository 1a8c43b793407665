package dev.graft.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NamedLayerTest {
  static Stream<Arguments> layersAndTheirNamesInKeras() {
    return Stream.of(
        Arguments.of(Conv2D.of(1, 1), "conv2d"),
        Arguments.of(DepthwiseConv2D.of(3), "depthwise_conv2d"),
        Arguments.of(MaxPooling2D.of(2), "max_pooling2d"),
        Arguments.of(new GlobalAveragePooling2D(false), "global_average_pooling2d"),
        Arguments.of(new ZeroPadding2D(1, 1, 1, 1), "zero_padding2d"),
        Arguments.of(BatchNormalization.of(0.99, 0.001), "batch_normalization"),
        Arguments.of(BgrMeanSubtraction.imagenet(), "bgr_mean_subtraction"),
        Arguments.of(new ActivationLayer(Activation.RELU), "activation"),
        Arguments.of(new Flatten(), "flatten"));
  }

  @ParameterizedTest
  @MethodSource("layersAndTheirNamesInKeras")
  void aLayerIsNamedAsInKeras(Layer layer, String name) {
    assertThat(NamedLayer.of(layer).defaultName()).isEqualTo(name);
  }

  @Test
  void aNameIsNotBlankAndHasNoSlash() {
    assertThat(NamedLayer.of("stem", new Flatten()).name()).contains("stem");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedLayer.of(" ", new Flatten()))
        .withMessageContaining("' '");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedLayer.of("a/b", new Flatten()))
        .withMessageContaining("'a/b'");
  }
}
