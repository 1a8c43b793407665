package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SequentialTest {
  @Test
  void layersWithoutANameAreNumberedAsInKeras() {
    Architecture network =
        KnownNetworks.sequential(
                List.of(
                    Conv2D.of(4, 3),
                    MaxPooling2D.of(2),
                    Conv2D.of(4, 3),
                    MaxPooling2D.of(2),
                    Conv2D.of(4, 3),
                    new Flatten(),
                    Dense.of(3)))
            .architecture(ImageSize.rgb(32, 32));

    assertThat(network.layerNames())
        .containsExactly(
            "rescaling",
            "conv2d",
            "max_pooling2d",
            "conv2d_1",
            "max_pooling2d_1",
            "conv2d_2",
            "flatten",
            "dense");
    assertThat(network.outputShape()).isEqualTo(Shape.of(3));
  }

  @Test
  void aGivenNameIsKeptAndAnotherLayerIsNotNamedSo() {
    Sequential sequential =
        new Sequential(
            Sequential.Settings.of(
                List.of(
                    NamedLayer.of(Conv2D.of(4, 3)),
                    NamedLayer.of("conv2d", Conv2D.of(4, 3)),
                    NamedLayer.of("stem", BatchNormalization.of(0.9, 0.001)))));

    assertThat(sequential.architecture(ImageSize.rgb(8, 8)).layerNames())
        .containsExactly("rescaling", "conv2d_1", "conv2d", "stem");
  }

  @Test
  void bytesAreFirstScaledToTheRangeZeroToOne() {
    Architecture network =
        KnownNetworks.sequential(List.of(new Flatten())).architecture(ImageSize.rgb(2, 2));

    assertThat(network.input().type()).isEqualTo(Input.ElementType.UINT8);
    assertThat(network.node("rescaling").layer()).isEqualTo(new Rescaling(1.0 / 255, 0));
  }

  @Test
  void scaleAndOffsetAreSettings() {
    List<NamedLayer> flatten = List.of(NamedLayer.of(new Flatten()));
    Sequential signed =
        new Sequential(new Sequential.Settings(flatten, OptionalDouble.of(1 / 127.5), -1));
    Sequential raw = new Sequential(new Sequential.Settings(flatten, OptionalDouble.of(1), 0));

    assertThat(signed.architecture(ImageSize.rgb(2, 2)).node("rescaling").layer())
        .isEqualTo(new Rescaling(1 / 127.5, -1));
    assertThat(raw.architecture(ImageSize.rgb(2, 2)).layerNames()).containsExactly("flatten");
  }

  @Test
  void aRescalingOfTheUsersTakesThePlaceOfGrafts() {
    for (Layer first :
        List.of(
            new Rescaling(1 / 127.5, -1),
            new ChannelNormalization(List.of(127.5, 127.5, 127.5), List.of(60.0, 60.0, 60.0)),
            BgrMeanSubtraction.imagenet())) {
      Architecture network =
          KnownNetworks.sequential(List.of(first, new Flatten())).architecture(ImageSize.rgb(2, 2));

      assertThat(network.nodes()).hasSize(2);
      assertThat(network.nodes().get(0).layer()).isEqualTo(first);
    }
  }

  @Test
  void aScaleThatIsGivenComesBeforeARescalingOfTheUsers() {
    Sequential both =
        new Sequential(
            new Sequential.Settings(
                List.of(NamedLayer.of(new Rescaling(2, 0))), OptionalDouble.of(1.0 / 255), 0));

    assertThat(both.architecture(ImageSize.rgb(2, 2)).layerNames())
        .containsExactly("rescaling", "rescaling_1");
  }

  @Test
  void aLayerThatDoesNotFitIsNamed() {
    Sequential dense = KnownNetworks.sequential(List.of(Conv2D.of(4, 3), Dense.of(3)));
    Sequential add = KnownNetworks.sequential(List.of(new Add()));
    Sequential large = KnownNetworks.sequential(List.of(Conv2D.of(4, 9)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> dense.architecture(ImageSize.rgb(8, 8)))
        .withMessageContaining("layer 'dense'")
        .withMessageContaining("(6, 6, 4)")
        .withMessageContaining("flatten");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> add.architecture(ImageSize.rgb(8, 8)))
        .withMessageContaining("layer 'add': takes two or more inputs, found 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> large.architecture(ImageSize.rgb(8, 8)))
        .withMessageContaining("layer 'conv2d': a 9x9 window does not fit into an input of 8x8");
  }

  @Test
  void settingsThatMakeNoNetworkAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Sequential.Settings.of(List.of()))
        .withMessageContaining("at least one layer");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Sequential.Settings.of(
                    List.of(NamedLayer.of("a", new Flatten()), NamedLayer.of("a", new Flatten()))))
        .withMessageContaining("two layers are named 'a'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Sequential.Settings(
                    List.of(NamedLayer.of(new Flatten())), OptionalDouble.of(0), 0))
        .withMessageContaining("scale is not 0");
  }
}
