package dev.graft.api.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.imported.InputScaling.Preprocessing;
import dev.graft.api.layer.Layer;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Rescaling;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class InputScalingTest {
  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> STD = List.of(0.229, 0.224, 0.225);

  private static List<Layer> layers(InputScaling scaling) {
    Architecture.Builder network = Architecture.builder("net", Input.image(ImageSize.rgb(8, 8)));
    scaling.addTo(network);
    return network.build().nodes().stream().map(Node::layer).toList();
  }

  private static InputScaling numbers(
      OptionalDouble scale,
      OptionalDouble offset,
      Optional<List<Double>> mean,
      Optional<List<Double>> std) {
    return new InputScaling(Optional.empty(), scale, offset, mean, std);
  }

  @Test
  void namesAreThoseOfKeras() {
    assertThat(layers(InputScaling.of(Preprocessing.RAW))).isEmpty();
    assertThat(layers(InputScaling.of(Preprocessing.TF)))
        .containsExactly(new Rescaling(1 / 127.5, -1));
    assertThat(layers(InputScaling.of(Preprocessing.TORCH)))
        .containsExactly(new Rescaling(1 / 255.0, 0), new ChannelNormalization(MEAN, STD));
    assertThat(layers(InputScaling.of(Preprocessing.CAFFE)))
        .containsExactly(BgrMeanSubtraction.imagenet());
  }

  @Test
  void numbersSayTheSame() {
    assertThat(
            layers(
                numbers(
                    OptionalDouble.of(1 / 255.0),
                    OptionalDouble.empty(),
                    Optional.of(MEAN),
                    Optional.of(STD))))
        .isEqualTo(layers(InputScaling.of(Preprocessing.TORCH)));
    assertThat(
            layers(
                numbers(
                    OptionalDouble.of(1 / 127.5),
                    OptionalDouble.of(-1),
                    Optional.empty(),
                    Optional.empty())))
        .isEqualTo(layers(InputScaling.of(Preprocessing.TF)));
    assertThat(
            layers(
                numbers(
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(STD))))
        .containsExactly(new ChannelNormalization(List.of(0.0, 0.0, 0.0), STD));
  }

  @Test
  void whetherAnythingIsSaid() {
    InputScaling nothing =
        numbers(OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty(), Optional.empty());

    assertThat(nothing.given()).isFalse();
    assertThat(layers(nothing)).isEmpty();
    assertThat(InputScaling.of(Preprocessing.RAW).given()).isTrue();
  }

  @Test
  void aNameAndNumbersAreTooMuch() {
    assertThatThrownBy(
            () ->
                new InputScaling(
                    Optional.of(Preprocessing.RAW),
                    OptionalDouble.of(2),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("preprocessing says all");
  }

  @Test
  void numbersThatDoNotFitAreRefused() {
    assertThatThrownBy(
            () ->
                numbers(
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.of(MEAN),
                    Optional.of(List.of(1.0))))
        .hasMessageContaining("as many in mean as in std, found 3 and 1");
    assertThatThrownBy(
            () ->
                numbers(
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.of(List.of(1.0, 0.0))))
        .hasMessageContaining("std is above 0");
  }
}
