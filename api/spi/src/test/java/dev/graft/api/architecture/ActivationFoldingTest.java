package dev.graft.api.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Foldable;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationFoldingTest {
  private static final ActivationLayer RELU6 = new ActivationLayer(Activation.RELU6);

  static List<Foldable> layers() {
    return List.of(Conv2D.of(2, 1), DepthwiseConv2D.of(1), SeparableConv2D.of(2, 1));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void aLinearLayerTakesTheActivationAndItsName(Foldable layer) {
    Architecture network = chain(Map.entry("conv", layer), Map.entry("relu", RELU6));
    Weights weights = numbered(network);

    Folded folded = ActivationFolding.fold(network, weights);

    assertThat(folded.architecture().layerNames()).containsExactly("relu");
    assertThat(folded.architecture().output()).isEqualTo("relu");
    assertThat(folded.architecture().node("relu").layer())
        .isEqualTo(layer.activation(Activation.RELU6))
        .isNotEqualTo(layer);
    for (Parameter parameter : network.node("conv").parameters()) {
      assertThat(folded.weights().get("relu", parameter.name()))
          .isEqualTo(weights.get("conv", parameter.name()));
    }
    folded.weights().requireFor(folded.architecture(), "folded");
  }

  @Test
  void aDenseLayerTakesIt() {
    Architecture network =
        chain(
            Map.entry("pool", new GlobalAveragePooling2D(false)),
            Map.entry("dense", Dense.of(3)),
            Map.entry("relu", RELU6));

    Folded folded = ActivationFolding.fold(network, numbered(network));

    assertThat(folded.architecture().layerNames()).containsExactly("pool", "relu");
    assertThat(folded.architecture().node("relu").layer())
        .isEqualTo(Dense.of(3).activation(Activation.RELU6));
  }

  @Test
  void whatAnotherLayerTakesTooStaysAsItIs() {
    Architecture.Builder builder = images();
    builder.add("conv", Conv2D.of(2, 1));
    builder.add("relu", RELU6);
    builder.add("sum", new Add(), "conv", "relu");
    Architecture network = builder.build();

    assertThat(ActivationFolding.fold(network, numbered(network)).architecture())
        .isEqualTo(network);
  }

  @Test
  void anActivationOnAnActivationStaysALayer() {
    Architecture network =
        chain(
            Map.entry("conv", Conv2D.of(2, 1)),
            Map.entry("relu", RELU6),
            Map.entry("tanh", new ActivationLayer(Activation.TANH)));

    Folded folded = ActivationFolding.fold(network, numbered(network));

    assertThat(folded.architecture().layerNames()).containsExactly("relu", "tanh");
    assertThat(folded.architecture().node("tanh").inputs()).containsExactly("relu");
  }

  @Test
  void anActivationOfTheInputAndOfAnotherLayerStays() {
    Architecture network =
        chain(
            Map.entry("first", RELU6),
            Map.entry("pool", new GlobalAveragePooling2D(false)),
            Map.entry("last", RELU6));

    assertThat(ActivationFolding.fold(network, numbered(network)).architecture())
        .isEqualTo(network);
  }

  private static Architecture.Builder images() {
    return Architecture.builder("network", Input.features(Shape.of(3, 4, 2)));
  }

  @SafeVarargs
  private static Architecture chain(Map.Entry<String, ? extends Layer>... layers) {
    Architecture.Builder builder = images();
    for (Map.Entry<String, ? extends Layer> layer : layers) {
      builder.add(layer.getKey(), layer.getValue());
    }
    return builder.build();
  }

  private static Weights numbered(Architecture network) {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        float[] numbers = new float[parameter.shape().intSize()];
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] = values.size() + i / 100f;
        }
        values.put(
            Weights.key(node.name(), parameter.name()),
            new FloatTensor(parameter.shape(), numbers));
      }
    }
    return Weights.of(values);
  }
}
