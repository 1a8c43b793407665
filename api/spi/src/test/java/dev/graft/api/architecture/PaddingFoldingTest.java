package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.ZeroPaddable;
import dev.graft.api.layers.ZeroPadding2D;
import org.junit.jupiter.api.Test;

class PaddingFoldingTest {
  private static final ZeroPadding2D BELOW_AND_RIGHT = new ZeroPadding2D(0, 1, 0, 1);

  @Test
  void foldsThePaddingOfAKerasMobileNet() {
    Architecture.Builder net = images(8, 8);
    net.add("relu", new ActivationLayer(Activation.RELU));
    net.add("pad", BELOW_AND_RIGHT);
    net.add("depthwise", DepthwiseConv2D.of(3).strides(2));
    net.add("project", Conv2D.of(2, 1));
    Architecture network = net.build();

    Architecture folded = PaddingFolding.fold(network);

    assertThat(folded.layerNames()).containsExactly("relu", "depthwise", "project");
    assertThat(folded.node("depthwise").inputs()).containsExactly("relu");
    assertThat(folded.node("depthwise").layer()).isEqualTo(DepthwiseConv2D.of(3).strides(2).same());
    assertThat(folded.node("depthwise").outputShape())
        .isEqualTo(network.node("depthwise").outputShape());
    assertThat(folded.output()).isEqualTo("project");
    assertThat(folded.name()).isEqualTo(network.name());
  }

  @Test
  void foldsIntoAllThatTakeIt() {
    Architecture.Builder net = images(8, 8);
    net.add("pad", BELOW_AND_RIGHT);
    net.add("one", Conv2D.of(2, 3).strides(2), "pad");
    net.add("other", Conv2D.of(4, 3).strides(2), "pad");
    net.add("both", new dev.graft.api.layers.Concatenate(), "one", "other");

    Architecture folded = PaddingFolding.fold(net.build());

    assertThat(folded.layerNames()).containsExactly("one", "other", "both");
  }

  @Test
  void keepsPaddingThatSameWouldNotAdd() {
    // Odd images get a row above and one below; even ones only one below.
    assertThat(layersOf(7, BELOW_AND_RIGHT, Conv2D.of(2, 3).strides(2))).contains("pad");
    assertThat(layersOf(7, new ZeroPadding2D(1, 1, 1, 1), Conv2D.of(2, 3).strides(2)))
        .doesNotContain("pad");
    assertThat(layersOf(8, new ZeroPadding2D(3, 3, 3, 3), Conv2D.of(2, 7).strides(2)))
        .contains("pad");
    assertThat(layersOf(8, new ZeroPadding2D(1, 0, 1, 0), Conv2D.of(2, 3).strides(2)))
        .contains("pad");
  }

  @Test
  void keepsPaddingBelowWhatPadsItself() {
    Conv2D padded = Conv2D.of(2, 3).strides(2).same();
    assertThat(((ZeroPaddable) padded).padding()).isEqualTo(Padding.SAME);

    assertThat(layersOf(8, BELOW_AND_RIGHT, padded)).contains("pad");
  }

  @Test
  void keepsPaddingThatSomethingElseTakesToo() {
    Architecture.Builder net = images(8, 8);
    net.add("pad", BELOW_AND_RIGHT);
    net.add("conv", Conv2D.of(2, 3).strides(2), "pad");
    net.add("relu", new ActivationLayer(Activation.RELU), "pad");

    assertThat(PaddingFolding.fold(net.build("conv")).layerNames()).contains("pad");
  }

  @Test
  void keepsPaddingThatIsTheOutput() {
    Architecture.Builder net = images(8, 8);
    net.add("pad", BELOW_AND_RIGHT);
    net.add("conv", Conv2D.of(2, 3).strides(2));

    assertThat(PaddingFolding.fold(net.build("pad")).layerNames()).contains("pad");
  }

  private static Iterable<String> layersOf(int size, ZeroPadding2D padding, Conv2D conv) {
    Architecture.Builder net = images(size, size);
    net.add("pad", padding);
    net.add("conv", conv);
    return PaddingFolding.fold(net.build()).layerNames();
  }

  private static Architecture.Builder images(int height, int width) {
    return Architecture.builder("net", Input.features(Shape.of(height, width, 3)));
  }
}
