package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Foldable;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchNormFoldingTest {
  // 1/4 and 3/4: variance + epsilon are 1 and 4 exactly, so the scales are gamma / 1, gamma / 2.
  private static final double EPSILON = 0.25;

  /**
   * Statistics of two channels: gamma (2, 3), beta (10, 20), mean (1, -2), variance (.75, 3.75).
   */
  private static void normOfTwo(Map<String, FloatTensor> weights, String layer) {
    put(weights, layer + "/gamma", Shape.of(2), 2, 3);
    put(weights, layer + "/beta", Shape.of(2), 10, 20);
    put(weights, layer + "/moving_mean", Shape.of(2), 1, -2);
    put(weights, layer + "/moving_variance", Shape.of(2), 0.75f, 3.75f);
  }

  @Test
  void foldsIntoAConvolutionWithBias() {
    Architecture.Builder builder = images(1);
    builder.add(
        "conv",
        new Conv2D(
            2,
            new HeightWidth(1, 2),
            HeightWidth.of(1),
            Padding.VALID,
            true,
            Activation.LINEAR,
            Initializer.ZEROS));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    Architecture network = builder.build();
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    put(weights, "conv/kernel", Shape.of(1, 2, 1, 2), 1, 2, 3, 4);
    put(weights, "conv/bias", Shape.of(2), 5, 6);
    normOfTwo(weights, "norm");

    Folded folded = fold(network, weights);

    assertThat(folded.architecture().layerNames()).containsExactly("norm");
    assertThat(folded.architecture().output()).isEqualTo("norm");
    assertThat(folded.architecture().node("norm").layer())
        .isEqualTo(((Foldable) network.node("conv").layer()).withBias());
    // Scales 2 and 1.5; bias beta + (old - mean) * scale.
    assertThat(folded.weights().get("norm", "kernel").values()).containsExactly(2, 3, 6, 6);
    assertThat(folded.weights().get("norm", "bias").values())
        .containsExactly(10 + (5 - 1) * 2, 20 + (6 + 2) * 1.5f);
    folded.weights().requireFor(folded.architecture(), "folded");
  }

  @Test
  void foldsIntoAConvolutionWithoutBiasWhichGetsOne() {
    Architecture.Builder builder = images(2);
    builder.add("conv", Conv2D.of(2, 1).withoutBias());
    builder.add("norm", new BatchNormalization(0.9, EPSILON, false, false));
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    put(weights, "conv/kernel", Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    put(weights, "norm/moving_mean", Shape.of(2), 1, -2);
    put(weights, "norm/moving_variance", Shape.of(2), 0.75f, 3.75f);

    Folded folded = fold(builder.build(), weights);

    // Without gamma and beta: scales 1 and 1/2.
    assertThat(folded.weights().get("norm", "kernel").values()).containsExactly(1, 1, 3, 2);
    assertThat(folded.weights().get("norm", "bias").values()).containsExactly(-1, 1);
  }

  @Test
  void foldsIntoADepthwiseConvolutionByItsOutputChannels() {
    Architecture.Builder builder = images(1);
    builder.add(
        "conv",
        new DepthwiseConv2D(
            HeightWidth.of(1),
            HeightWidth.of(1),
            Padding.VALID,
            2,
            false,
            Activation.LINEAR,
            Initializer.ZEROS));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    put(weights, "conv/depthwise_kernel", Shape.of(1, 1, 1, 2), 7, 8);
    normOfTwo(weights, "norm");

    Folded folded = fold(builder.build(), weights);

    assertThat(folded.weights().get("norm", "depthwise_kernel").values()).containsExactly(14, 12);
    assertThat(folded.weights().get("norm", "bias").values()).containsExactly(8, 23);
  }

  @Test
  void foldsIntoThePointwiseHalfOfASeparableConvolution() {
    Architecture.Builder builder = images(1);
    builder.add(
        "conv",
        new SeparableConv2D(
            2, HeightWidth.of(1), HeightWidth.of(1), Padding.VALID, 1, false, Activation.LINEAR));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    put(weights, "conv/depthwise_kernel", Shape.of(1, 1, 1, 1), 7);
    put(weights, "conv/pointwise_kernel", Shape.of(1, 1, 1, 2), 1, 2);
    normOfTwo(weights, "norm");

    Folded folded = fold(builder.build(), weights);

    assertThat(folded.weights().get("norm", "depthwise_kernel").values()).containsExactly(7);
    assertThat(folded.weights().get("norm", "pointwise_kernel").values()).containsExactly(2, 3);
  }

  @Test
  void foldsIntoADenseLayer() {
    Architecture.Builder builder = Architecture.builder("net", Input.features(Shape.of(2)));
    builder.add("dense", Dense.of(2));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    Map<String, FloatTensor> weights = new LinkedHashMap<>();
    put(weights, "dense/kernel", Shape.of(2, 2), 1, 2, 3, 4);
    put(weights, "dense/bias", Shape.of(2), 1, -2);
    normOfTwo(weights, "norm");

    Folded folded = fold(builder.build(), weights);

    assertThat(folded.weights().get("norm", "kernel").values()).containsExactly(2, 3, 6, 6);
    assertThat(folded.weights().get("norm", "bias").values()).containsExactly(10, 20);
  }

  @Test
  void whatIsAboveAndBelowStaysAsItIs() {
    Architecture.Builder builder = images(1);
    builder.add("first", Conv2D.of(1, 1));
    builder.add("conv", Conv2D.of(2, 1).withoutBias());
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    builder.add("relu", new ActivationLayer(Activation.RELU6));
    builder.add("pooling", new GlobalAveragePooling2D(false));
    builder.add("logits", Dense.of(3));
    Architecture network = builder.build();
    Weights weights = Weights.initial(network, 5);

    Folded folded = BatchNormFolding.fold(network, weights);

    assertThat(folded.architecture().layerNames())
        .containsExactly("first", "norm", "relu", "pooling", "logits");
    assertThat(folded.architecture().node("norm").inputs()).containsExactly("first");
    assertThat(folded.architecture().outputShape()).isEqualTo(network.outputShape());
    assertThat(folded.weights().get("first", "kernel")).isEqualTo(weights.get("first", "kernel"));
    assertThat(folded.weights().get("logits", "bias")).isEqualTo(weights.get("logits", "bias"));
    folded.weights().requireFor(folded.architecture(), "folded");
  }

  @Test
  void doesNotFoldWhereTheLayerBelowIsUsedElsewhere() {
    Architecture.Builder builder = images(1);
    builder.add("conv", Conv2D.of(2, 1));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));
    builder.add("sum", new Add(), "conv", "norm");

    assertUnfolded(builder.build());
  }

  @Test
  void doesNotFoldWhereTheLayerBelowIsTheOutput() {
    Architecture.Builder builder = images(1);
    builder.add("conv", Conv2D.of(2, 1));
    builder.add("norm", BatchNormalization.of(0.9, EPSILON));

    assertUnfolded(builder.build("conv"));
  }

  @Test
  void doesNotFoldThroughAnActivation() {
    Architecture.Builder inside = images(1);
    inside.add("conv", Conv2D.of(2, 1).activation(Activation.RELU));
    inside.add("norm", BatchNormalization.of(0.9, EPSILON));
    Architecture.Builder between = images(1);
    between.add("conv", Conv2D.of(2, 1));
    between.add("relu", new ActivationLayer(Activation.RELU));
    between.add("norm", BatchNormalization.of(0.9, EPSILON));
    Architecture.Builder alone = images(1);
    alone.add("norm", BatchNormalization.of(0.9, EPSILON));

    assertUnfolded(inside.build());
    assertUnfolded(between.build());
    assertUnfolded(alone.build());
  }

  private static void assertUnfolded(Architecture network) {
    Weights weights = Weights.initial(network, 5);

    Folded folded = BatchNormFolding.fold(network, weights);

    assertThat(folded.architecture()).isEqualTo(network);
    assertThat(folded.weights()).isEqualTo(weights);
  }

  private static Folded fold(Architecture network, Map<String, FloatTensor> weights) {
    return BatchNormFolding.fold(network, Weights.of(weights));
  }

  /** Starts a network on images, or features, of so many channels. */
  private static Architecture.Builder images(int channels) {
    return channels == 1
        ? Architecture.builder("net", Input.image(new ImageSize(4, 4, 1)))
        : Architecture.builder("net", Input.features(Shape.of(4, 4, channels)));
  }

  private static void put(
      Map<String, FloatTensor> weights, String key, Shape shape, float... values) {
    weights.put(key, new FloatTensor(shape, values));
  }
}
