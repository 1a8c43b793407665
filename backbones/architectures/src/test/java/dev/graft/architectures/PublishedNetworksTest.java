package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.plugin.Component;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of each published network, and the totals that Keras's {@code summary} prints. */
class PublishedNetworksTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mobilenet, 3228864, 3206976",
    "mobilenet_v2, 2257984, 2223872",
    "mobilenet_v3_small, 939120, 927008",
    "mobilenet_v3_large, 2996352, 2971952",
    "efficientnet_b0, 4049571, 4007548",
    "efficientnet_b1, 6575239, 6513184",
    "efficientnet_b2, 7768569, 7700994",
    "efficientnet_b3, 10783535, 10696232",
    "resnet50, 23587712, 23534592",
    "resnet50_v2, 23564800, 23519360",
    "densenet121, 7037504, 6953856",
    "inception_v3, 21802784, 21768352",
    "xception, 20861480, 20806952",
    "vgg16, 14714688, 14714688",
    "vgg19, 20024384, 20024384",
    "squeezenet, 722496, 722496"
  })
  void hasThePublishedNumberOfParameters(String type, long total, long trainable) {
    Architecture network = KnownNetworks.published(type, ImageSize.rgb(224, 224));

    assertThat(network.parameterCount()).isEqualTo(total);
    assertThat(network.trainableParameterCount()).isEqualTo(trainable);
  }

  /** Counted in Keras's layers, from their output shapes and kernel sizes. */
  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({"mobilenet_v2, 160, 152803200", "xception, 150, 1924397456"})
  void countsTheMultiplyAddsOfAPicture(String type, int size, long multiplyAdds) {
    Architecture network = KnownNetworks.published(type, ImageSize.rgb(size, size));

    assertThat(network.multiplyAdds()).isEqualTo(multiplyAdds);
  }

  @ParameterizedTest(name = "{0}, {1}")
  @CsvSource({
    "mobilenet_v3_small, 224, 7, 576",
    "mobilenet_v3_large, 224, 7, 960",
    "mobilenet_v3_large, 100, 4, 960",
    "efficientnet_b0, 224, 7, 1280",
    "efficientnet_b1, 240, 8, 1280",
    "efficientnet_b2, 260, 9, 1408",
    "efficientnet_b3, 300, 10, 1536",
    "resnet50, 224, 7, 2048",
    "resnet50, 97, 4, 2048",
    "resnet50_v2, 224, 7, 2048",
    "resnet50_v2, 97, 4, 2048",
    "densenet121, 224, 7, 1024",
    "inception_v3, 299, 8, 2048",
    "xception, 299, 10, 2048",
    "vgg16, 224, 7, 512",
    "vgg19, 63, 1, 512",
    "squeezenet, 227, 13, 512"
  })
  void hasThePublishedFeatures(String type, int side, int featureSide, int channels) {
    Architecture network = KnownNetworks.published(type, ImageSize.rgb(side, side));

    assertThat(network.outputShape()).isEqualTo(Shape.of(featureSide, featureSide, channels));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mobilenet, 32",
    "mobilenet_v2, 32",
    "mobilenet_v3_small, 32",
    "mobilenet_v3_large, 32",
    "efficientnet_b0, 32",
    "efficientnet_b3, 32",
    "resnet50, 32",
    "resnet50_v2, 32",
    "densenet121, 32",
    "inception_v3, 75",
    "xception, 71",
    "vgg16, 32",
    "vgg19, 32",
    "squeezenet, 48"
  })
  void takesTheSmallestImageAndNoneBelowIt(String type, int smallest) {
    ImageSize least = ImageSize.rgb(smallest, smallest);
    ImageSize less = ImageSize.rgb(smallest, smallest - 1);

    assertThat(KnownNetworks.published(type, least).outputShape().isImage()).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownNetworks.published(type, less))
        .withMessage(
            "%s takes images of at least %dx%d pixels, found %dx%d"
                .formatted(type, smallest, smallest, smallest, smallest - 1));
  }

  static Stream<Arguments> firstLayers() {
    Layer signed = new Rescaling(1 / 127.5, -1);
    Layer unsigned = new Rescaling(1 / 255.0, 0);
    Layer torch =
        new ChannelNormalization(
            List.of(0.485 * 255, 0.456 * 255, 0.406 * 255),
            List.of(0.229 * 255, 0.224 * 255, 0.225 * 255));
    return Stream.of(
        Arguments.of("mobilenet", "rescaling", signed),
        Arguments.of("mobilenet_v3_small", "rescaling", signed),
        Arguments.of("mobilenet_v3_large", "rescaling", signed),
        Arguments.of("efficientnet_b2", "rescaling", unsigned),
        Arguments.of("resnet50", "bgr_mean_subtraction", BgrMeanSubtraction.imagenet()),
        Arguments.of("resnet50_v2", "rescaling", signed),
        Arguments.of("densenet121", "channel_normalization", torch),
        Arguments.of("inception_v3", "rescaling", signed),
        Arguments.of("xception", "rescaling", signed),
        Arguments.of("vgg16", "bgr_mean_subtraction", BgrMeanSubtraction.imagenet()),
        Arguments.of("vgg19", "bgr_mean_subtraction", BgrMeanSubtraction.imagenet()),
        Arguments.of("squeezenet", "bgr_mean_subtraction", BgrMeanSubtraction.imagenet()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("firstLayers")
  void doesItsOwnPreprocessingFirst(String type, String name, Layer layer) {
    Architecture network = KnownNetworks.published(type, ImageSize.rgb(96, 96));

    assertThat(network.input().type()).isEqualTo(Input.ElementType.UINT8);
    assertThat(network.nodes().get(0).name()).isEqualTo(name);
    assertThat(network.nodes().get(0).layer()).isEqualTo(layer);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mobilenet_v3_small",
        "mobilenet_v3_large",
        "efficientnet_b0",
        "resnet50_v2",
        "inception_v3",
        "xception"
      })
  void takesGreyscaleImages(String type) {
    Architecture network = KnownNetworks.published(type, new ImageSize(96, 96, 1));

    assertThat(network.nodes().get(0).outputShape()).isEqualTo(Shape.of(96, 96, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet50", "densenet121", "vgg16", "vgg19", "squeezenet"})
  void tellsThatItsPreprocessingTakesColourOnly(String type) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> KnownNetworks.published(type, new ImageSize(96, 96, 1)))
        .withMessageContaining("found 1");
  }

  @Test
  void everyDescriptionNamesThePaperAndTheSizes() {
    List<Component<?>> published =
        new ArchitecturesPlugin()
            .components().stream()
                .filter(component -> component.kind() == Backbone.class)
                .filter(component -> !component.name().equals("sequential"))
                .toList();

    assertThat(published).hasSize(16);
    assertThat(published)
        .allSatisfy(
            component ->
                assertThat(component.description())
                    .matches(
                        ".+ \\(.+ 20\\d\\d, arXiv:\\d{4}\\.\\d{4,5}\\), for images of at least"
                            + " (\\d+)x\\1, usually (\\d+)x\\2\\."));
    assertThat(published)
        .extracting(Component::description)
        .contains(
            "Xception (Chollet 2017, arXiv:1610.02357), for images of at least 71x71, usually"
                + " 299x299.");
  }
}
