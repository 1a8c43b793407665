package dev.graft.api.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layer.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes and parameters that layers infer, as Keras infers them. */
class LayerShapesTest {
  private static final Shape IMAGE = Shape.of(9, 8, 6);

  static Stream<Arguments> layersInputsAndOutputs() {
    Conv2D oblong =
        new Conv2D(
            4,
            new HeightWidth(3, 1),
            new HeightWidth(1, 2),
            Padding.VALID,
            true,
            Activation.RELU,
            Initializer.HE_UNIFORM);
    return Stream.of(
        Arguments.of(Conv2D.of(4, 3), List.of(IMAGE), Shape.of(7, 6, 4)),
        Arguments.of(Conv2D.of(4, 3).same().strides(2), List.of(IMAGE), Shape.of(5, 4, 4)),
        Arguments.of(oblong, List.of(IMAGE), Shape.of(7, 4, 4)),
        Arguments.of(DepthwiseConv2D.of(3).strides(2), List.of(IMAGE), Shape.of(4, 3, 6)),
        Arguments.of(depthwise(2, true), List.of(IMAGE), Shape.of(9, 8, 12)),
        Arguments.of(separable(10, 2, true), List.of(IMAGE), Shape.of(9, 8, 10)),
        Arguments.of(Dense.of(5), List.of(Shape.of(7)), Shape.of(5)),
        Arguments.of(BatchNormalization.of(0.9, 0.01), List.of(IMAGE), IMAGE),
        Arguments.of(BatchNormalization.of(0.9, 0.01), List.of(Shape.of(7)), Shape.of(7)),
        Arguments.of(new ActivationLayer(Activation.GELU), List.of(IMAGE), IMAGE),
        Arguments.of(MaxPooling2D.of(2), List.of(IMAGE), Shape.of(4, 4, 6)),
        Arguments.of(MaxPooling2D.same(3, 2), List.of(IMAGE), Shape.of(5, 4, 6)),
        Arguments.of(AveragePooling2D.of(3), List.of(IMAGE), Shape.of(3, 2, 6)),
        Arguments.of(AveragePooling2D.same(2, 2), List.of(IMAGE), Shape.of(5, 4, 6)),
        Arguments.of(
            new MaxPooling2D(HeightWidth.of(3), Optional.of(HeightWidth.of(1)), Padding.VALID),
            List.of(IMAGE),
            Shape.of(7, 6, 6)),
        Arguments.of(new GlobalAveragePooling2D(false), List.of(IMAGE), Shape.of(6)),
        Arguments.of(new GlobalAveragePooling2D(true), List.of(IMAGE), Shape.of(1, 1, 6)),
        Arguments.of(new GlobalMaxPooling2D(false), List.of(IMAGE), Shape.of(6)),
        Arguments.of(new GlobalMaxPooling2D(true), List.of(IMAGE), Shape.of(1, 1, 6)),
        Arguments.of(new ZeroPadding2D(1, 2, 3, 4), List.of(IMAGE), Shape.of(12, 15, 6)),
        Arguments.of(new Flatten(), List.of(IMAGE), Shape.of(432)),
        Arguments.of(new Dropout(0.5), List.of(IMAGE), IMAGE),
        Arguments.of(Dropout.ofExamples(0.5), List.of(IMAGE), IMAGE),
        Arguments.of(MaxPooling2D.of(1).strides(2), List.of(IMAGE), Shape.of(5, 4, 6)),
        Arguments.of(
            SeparableConv2D.of(10, 3).same().withoutBias(), List.of(IMAGE), Shape.of(9, 8, 10)),
        Arguments.of(ZeroPadding2D.of(2), List.of(IMAGE), Shape.of(13, 12, 6)),
        Arguments.of(Reshape.of(432), List.of(IMAGE), Shape.of(432)),
        Arguments.of(Reshape.of(-1, 6, 2), List.of(IMAGE), Shape.of(36, 6, 2)),
        Arguments.of(Reshape.of(1, 1, 7), List.of(Shape.of(7)), Shape.of(1, 1, 7)),
        Arguments.of(new Normalization(), List.of(IMAGE), IMAGE),
        Arguments.of(new Normalization(), List.of(Shape.of(7)), Shape.of(7)),
        Arguments.of(new Rescaling(2, 1), List.of(IMAGE), IMAGE),
        Arguments.of(new Add(), List.of(IMAGE, IMAGE, IMAGE), IMAGE),
        Arguments.of(new Multiply(), List.of(IMAGE, Shape.of(1, 1, 6)), IMAGE),
        Arguments.of(new Multiply(), List.of(Shape.of(1, 8, 1), IMAGE), IMAGE),
        Arguments.of(
            new Concatenate(), List.of(IMAGE, Shape.of(9, 8, 1), IMAGE), Shape.of(9, 8, 13)),
        Arguments.of(new Concatenate(), List.of(Shape.of(3), Shape.of(4)), Shape.of(7)),
        Arguments.of(
            new ChannelNormalization(List.of(1.0, 2.0), List.of(3.0, 4.0)),
            List.of(Shape.of(4, 4, 2)),
            Shape.of(4, 4, 2)),
        Arguments.of(BgrMeanSubtraction.imagenet(), List.of(Shape.of(4, 4, 3)), Shape.of(4, 4, 3)));
  }

  @ParameterizedTest
  @MethodSource("layersInputsAndOutputs")
  void outputShape(Layer layer, List<Shape> inputs, Shape output) {
    assertThat(layer.outputShape(inputs)).isEqualTo(output);
  }

  static Stream<Arguments> layersInputsAndParameters() {
    return Stream.of(
        Arguments.of(Conv2D.of(4, 3), IMAGE, List.of("kernel (3, 3, 6, 4) true", "bias (4) true")),
        Arguments.of(Conv2D.of(4, 1).withoutBias(), IMAGE, List.of("kernel (1, 1, 6, 4) true")),
        Arguments.of(DepthwiseConv2D.of(3), IMAGE, List.of("depthwise_kernel (3, 3, 6, 1) true")),
        Arguments.of(
            depthwise(2, true),
            IMAGE,
            List.of("depthwise_kernel (3, 3, 6, 2) true", "bias (12) true")),
        Arguments.of(
            separable(10, 2, true),
            IMAGE,
            List.of(
                "depthwise_kernel (3, 3, 6, 2) true",
                "pointwise_kernel (1, 1, 12, 10) true",
                "bias (10) true")),
        Arguments.of(
            separable(10, 1, false),
            IMAGE,
            List.of("depthwise_kernel (3, 3, 6, 1) true", "pointwise_kernel (1, 1, 6, 10) true")),
        Arguments.of(Dense.of(5), Shape.of(7), List.of("kernel (7, 5) true", "bias (5) true")),
        Arguments.of(
            BatchNormalization.of(0.9, 0.01),
            IMAGE,
            List.of(
                "gamma (6) true",
                "beta (6) true",
                "moving_mean (6) false",
                "moving_variance (6) false")),
        Arguments.of(
            new BatchNormalization(0.9, 0.01, true, false),
            Shape.of(7),
            List.of("beta (7) true", "moving_mean (7) false", "moving_variance (7) false")),
        Arguments.of(
            BatchNormalization.of(0.9, 0.01).withoutScale(),
            IMAGE,
            List.of("beta (6) true", "moving_mean (6) false", "moving_variance (6) false")),
        Arguments.of(
            new Normalization(),
            IMAGE,
            List.of("mean (6) false", "variance (6) false", "count () false")),
        Arguments.of(Reshape.of(-1), IMAGE, List.of()),
        Arguments.of(MaxPooling2D.of(2), IMAGE, List.of()),
        Arguments.of(new Dropout(0.5), IMAGE, List.of()));
  }

  @ParameterizedTest
  @MethodSource("layersInputsAndParameters")
  void parameters(Layer layer, Shape input, List<String> parameters) {
    assertThat(layer.parameters(List.of(input)).stream().map(LayerShapesTest::described))
        .containsExactlyElementsOf(parameters);
  }

  private static String described(Parameter parameter) {
    return parameter.name() + " " + parameter.shape() + " " + parameter.trainable();
  }

  @Test
  void batchNormalizationBeginsAsTheIdentity() {
    assertThat(BatchNormalization.of(0.9, 0.01).parameters(List.of(IMAGE)))
        .extracting(Parameter::initializer)
        .containsExactly(Initializer.ONES, Initializer.ZEROS, Initializer.ZEROS, Initializer.ONES);
  }

  static Stream<Arguments> layersAndInputsTheyRefuse() {
    return Stream.of(
        Arguments.of(Conv2D.of(4, 3), List.of(Shape.of(7)), "found (7), a vector"),
        Arguments.of(Conv2D.of(4, 3), List.of(IMAGE, IMAGE), "takes one input, found 2"),
        Arguments.of(Conv2D.of(4, 3), List.of(), "takes one input, found 0"),
        Arguments.of(Conv2D.of(4, 10), List.of(IMAGE), "10x10 window"),
        Arguments.of(MaxPooling2D.of(10), List.of(IMAGE), "10x10 window"),
        Arguments.of(Dense.of(5), List.of(IMAGE), "put flatten or a global pooling before it"),
        Arguments.of(new GlobalAveragePooling2D(false), List.of(Shape.of(7)), "a vector"),
        Arguments.of(new Add(), List.of(IMAGE), "two or more inputs, found 1"),
        Arguments.of(new Add(), List.of(IMAGE, Shape.of(9, 8, 5)), "(9, 8, 5)"),
        Arguments.of(new Multiply(), List.of(IMAGE, Shape.of(3, 8, 6)), "(3, 8, 6)"),
        Arguments.of(new Multiply(), List.of(IMAGE, Shape.of(6)), "one rank"),
        Arguments.of(Reshape.of(2, 3), List.of(IMAGE), "432 values of (9, 8, 6)"),
        Arguments.of(Reshape.of(5, -1), List.of(IMAGE), "do not fit into [5, -1]"),
        Arguments.of(new Normalization(), List.of(Shape.scalar()), "found a scalar"),
        Arguments.of(Dropout.ofExamples(0.5), List.of(Shape.of(7)), "found (1, 1, 1)"),
        Arguments.of(
            new Dropout(0.5, Optional.of(List.of(1, 2, 6))), List.of(IMAGE), "found (1, 2, 6)"),
        Arguments.of(new Concatenate(), List.of(IMAGE, Shape.of(9, 7, 6)), "(9, 7, 6)"),
        Arguments.of(BgrMeanSubtraction.imagenet(), List.of(IMAGE), "found 6 channels"),
        Arguments.of(
            new ChannelNormalization(List.of(1.0), List.of(2.0)),
            List.of(IMAGE),
            "statistics for 1 channels, found 6"));
  }

  @ParameterizedTest
  @MethodSource("layersAndInputsTheyRefuse")
  void refusesInputsThatDoNotFit(Layer layer, List<Shape> inputs, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> layer.outputShape(inputs))
        .withMessageContaining(message);
  }

  @Test
  void onlyDropoutAndBatchNormalizationDependOnTheMode() {
    assertThat(new Dropout(0.1).dependsOnMode()).isTrue();
    assertThat(BatchNormalization.of(0.9, 0.01).dependsOnMode()).isTrue();
    assertThat(Conv2D.of(1, 1).dependsOnMode()).isFalse();
    assertThat(new Rescaling(1, 0).dependsOnMode()).isFalse();
  }

  @Test
  void refusesSettingsOutOfRange() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Dropout(0.5, Optional.of(List.of(1, 0))))
        .withMessageContaining("found [1, 0]");
    assertThatIllegalArgumentException().isThrownBy(() -> new Dropout(0.5, Optional.of(List.of())));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Reshape.of(-1, 2, -1))
        .withMessageContaining("-1 once at most");
    assertThatIllegalArgumentException().isThrownBy(() -> Reshape.of(0));
    assertThatIllegalArgumentException().isThrownBy(Reshape::of);
    assertThatIllegalArgumentException().isThrownBy(() -> HeightWidth.of(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ChannelNormalization(List.of(1.0), List.of(0.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BgrMeanSubtraction(List.of(1.0, 2.0)));
  }

  private static DepthwiseConv2D depthwise(int multiplier, boolean bias) {
    return new DepthwiseConv2D(
        HeightWidth.of(3),
        HeightWidth.of(1),
        Padding.SAME,
        multiplier,
        bias,
        Activation.LINEAR,
        Initializer.GLOROT_UNIFORM);
  }

  private static SeparableConv2D separable(int filters, int multiplier, boolean bias) {
    return new SeparableConv2D(
        filters,
        HeightWidth.of(3),
        HeightWidth.of(1),
        Padding.SAME,
        multiplier,
        bias,
        Activation.LINEAR);
  }
}
