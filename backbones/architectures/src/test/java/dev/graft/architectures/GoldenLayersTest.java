package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every layer against Keras's own table of the same network. */
@Tag("shared")
class GoldenLayersTest {
  static Stream<Arguments> networks() {
    return Stream.of(
        Arguments.of("mnist", KnownNetworks.withDense(KnownNetworks.mnist(), 10)),
        Arguments.of("random_model", KnownNetworks.withDense(KnownNetworks.catsAndDogs(), 1)),
        Arguments.of("mobilenetv2_035_96", KnownNetworks.mobileNetV2(0.35, 96)),
        Arguments.of("mobilenetv2", KnownNetworks.mobileNetV2(1, 160)),
        Arguments.of("mobilenet", KnownNetworks.mobileNet(1, 160)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyLayerIsKerass(String golden, Architecture network) {
    Path file = SharedFolder.file("golden/" + golden + ".json");
    JsonNode summary = JsonMapper.shared().readTree(file).get("summary");

    assertThat(network.parameterCount()).isEqualTo(summary.get("total").asLong());
    assertThat(network.trainableParameterCount()).isEqualTo(summary.get("trainable").asLong());

    List<JsonNode> rows = summary.get("layers").valueStream().toList();
    // Keras's first row is the input, ours the preprocessing, which these models leave out.
    assertThat(rows.get(0).get("class").asString()).isEqualTo("InputLayer");
    assertThat(network.layerNames().get(0)).isEqualTo("rescaling");
    assertThat(network.layerNames().subList(1, network.nodes().size()))
        .isEqualTo(rows.stream().skip(1).map(row -> row.get("name").asString()).toList());
    for (JsonNode row : rows.subList(1, rows.size())) {
      compare(network.node(row.get("name").asString()), row);
    }
  }

  private static void compare(Node node, JsonNode row) {
    String at = node.name();
    assertThat(node.outputShape()).as(at).isEqualTo(shape(row.get("output"), 1));
    assertThat(node.parameterCount()).as(at).isEqualTo(row.get("params").asLong());
    assertThat(node.inputs())
        .as(at)
        .isEqualTo(
            row.get("inputs")
                .valueStream()
                .map(
                    input ->
                        input.asString().equals("input_layer") ? "rescaling" : input.asString())
                .toList());
    assertThat(node.parameters().stream().map(GoldenLayersTest::described).toList())
        .as(at)
        .isEqualTo(
            row.get("weights")
                .valueStream()
                .map(w -> w.get(0).asString() + shape(w.get(1), 0) + w.get(2).asBoolean())
                .toList());
    compareSettings(node, row.get("class").asString(), row.get("config"));
  }

  /** Keras 3 calls the depthwise kernel just kernel; its name in Graft is Keras 2's. */
  private static String described(Parameter parameter) {
    String name = parameter.name().equals("depthwise_kernel") ? "kernel" : parameter.name();
    return name + parameter.shape() + parameter.trainable();
  }

  private static void compareSettings(Node node, String kerasClass, JsonNode config) {
    Layer layer = node.layer();
    String at = node.name();
    if (layer instanceof ActivationLayer activation) {
      if (kerasClass.equals("ReLU")) {
        assertThat(config.get("max_value").asDouble()).as(at).isEqualTo(6);
        assertThat(activation.activation()).as(at).isEqualTo(Activation.RELU6);
      } else {
        assertThat(kerasClass).as(at).isEqualTo("Activation");
        assertActivation(at, activation.activation(), config);
      }
      return;
    }
    assertThat(layer.getClass().getSimpleName()).as(at).isEqualTo(kerasClass);
    if (layer instanceof Conv2D conv) {
      assertWindow(at, conv.kernelSize(), conv.strides(), conv.padding(), config, "kernel_size");
      assertThat(conv.useBias()).as(at).isEqualTo(config.get("use_bias").asBoolean());
      assertActivation(at, conv.activation(), config);
    } else if (layer instanceof DepthwiseConv2D conv) {
      assertWindow(at, conv.kernelSize(), conv.strides(), conv.padding(), config, "kernel_size");
      assertThat(conv.depthMultiplier()).as(at).isEqualTo(config.get("depth_multiplier").asInt());
      assertThat(conv.useBias()).as(at).isEqualTo(config.get("use_bias").asBoolean());
      assertActivation(at, conv.activation(), config);
    } else if (layer instanceof MaxPooling2D pool) {
      HeightWidth strides = pool.strides().orElse(pool.poolSize());
      assertWindow(at, pool.poolSize(), strides, pool.padding(), config, "pool_size");
    } else if (layer instanceof BatchNormalization norm) {
      assertThat(norm.epsilon()).as(at).isEqualTo(config.get("epsilon").asDouble());
      assertThat(norm.momentum()).as(at).isEqualTo(config.get("momentum").asDouble());
      assertThat(norm.scale()).as(at).isEqualTo(config.get("scale").asBoolean());
    } else if (layer instanceof ZeroPadding2D padding) {
      JsonNode sides = config.get("padding");
      assertThat(List.of(padding.top(), padding.bottom(), padding.left(), padding.right()))
          .as(at)
          .isEqualTo(
              sides.valueStream().flatMap(JsonNode::valueStream).map(JsonNode::asInt).toList());
    } else if (layer instanceof Dropout dropout) {
      assertThat(dropout.rate()).as(at).isEqualTo(config.get("rate").asDouble());
    } else if (layer instanceof Dense dense && !node.name().equals("dense_1")) {
      // The last dense layer has the activation in Keras's model, the decision in Graft.
      assertActivation(at, dense.activation(), config);
    }
  }

  private static void assertWindow(
      String at,
      HeightWidth size,
      HeightWidth strides,
      Padding padding,
      JsonNode config,
      String sizeName) {
    assertThat(size).as(at).isEqualTo(heightWidth(config.get(sizeName)));
    assertThat(strides).as(at).isEqualTo(heightWidth(config.get("strides")));
    assertThat(padding.name().toLowerCase(Locale.ROOT))
        .as(at)
        .isEqualTo(config.get("padding").asString());
  }

  private static void assertActivation(String at, Activation activation, JsonNode config) {
    assertThat(activation.name().toLowerCase(Locale.ROOT))
        .as(at)
        .isEqualTo(config.get("activation").asString());
  }

  private static HeightWidth heightWidth(JsonNode sizes) {
    return new HeightWidth(sizes.get(0).asInt(), sizes.get(1).asInt());
  }

  private static Shape shape(JsonNode sizes, int from) {
    return Shape.of(
        IntStream.range(from, sizes.size()).map(axis -> sizes.get(axis).asInt()).toArray());
  }
}
