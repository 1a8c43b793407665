package dev.graft.architectures;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
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
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Pooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.Reshape;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
        Arguments.of("mobilenet", KnownNetworks.mobileNet(1, 160)),
        golden("mobilenet_v3_small", "mobilenet_v3_small", 128),
        golden("mobilenet_v3_large", "mobilenet_v3_large", 128),
        golden("efficientnetb0", "efficientnet_b0", 224),
        golden("efficientnet_b1", "efficientnet_b1", 128),
        golden("resnet50", "resnet50", 224),
        golden("resnet50_v2", "resnet50_v2", 128),
        golden("densenet121", "densenet121", 128),
        golden("inception_v3", "inception_v3", 150),
        golden("xception", "xception", 150),
        golden("vgg16", "vgg16", 64),
        golden("vgg19", "vgg19", 64));
  }

  private static Arguments golden(String file, String type, int side) {
    return Arguments.of(file, KnownNetworks.published(type, ImageSize.rgb(side, side)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void everyLayerIsKerass(String golden, Architecture network) {
    Path file = SharedFolder.file("golden/" + golden + ".json");
    JsonNode summary = JsonMapper.shared().readTree(file).get("summary");

    assertThat(network.parameterCount()).isEqualTo(summary.get("total").asLong());
    assertThat(network.trainableParameterCount()).isEqualTo(summary.get("trainable").asLong());

    // Keras's first row is the input. Ours begin with the preprocessing, which is either in Keras's
    // table too, or one layer that is done to Keras's input before it gets it.
    List<JsonNode> rows = summary.get("layers").valueStream().toList();
    assertThat(rows.get(0).get("class").asString()).isEqualTo("InputLayer");
    rows = rows.subList(1, rows.size());
    Set<String> names = rows.stream().map(row -> row.get("name").asString()).collect(toSet());
    String first = network.layerNames().get(0);
    String input = names.contains(first) ? network.input().name() : first;

    Set<String> operations = operations(rows);
    assertThat(network.layerNames().stream().filter(name -> !operations.contains(name)).toList())
        .isEqualTo(
            Stream.concat(
                    Stream.of(first).filter(name -> !names.contains(name)),
                    rows.stream().map(row -> row.get("name").asString()))
                .toList());
    assertThat(network.layerNames()).containsAll(operations);
    for (JsonNode row : rows) {
      compare(network.node(row.get("name").asString()), row, input);
    }
  }

  /** {@code freeze: {layers: N}} is {@code base.layers[:N]}, whatever N. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theFirstLayersAreTheFirstOfKerassList(String golden, Architecture network) {
    Path file = SharedFolder.file("golden/" + golden + ".json");
    List<String> keras =
        JsonMapper.shared()
            .readTree(file)
            .get("summary")
            .get("layers")
            .valueStream()
            .map(row -> row.get("name").asString())
            .toList();

    assertThat(network.countedLayers()).isEqualTo(keras.size());
    for (int n = 0; n <= keras.size(); n++) {
      Set<String> frozen = new Freeze.Layers(n).frozenLayers(network);
      assertThat(keras.stream().filter(frozen::contains).toList())
          .as("first %d", n)
          .isEqualTo(keras.subList(Math.min(1, n), n));
    }
  }

  /**
   * What layers take that is no layer: additions and multiplications, which Keras has as operations
   * beside the layers of its table, and Graft as layers.
   */
  private static Set<String> operations(List<JsonNode> rows) {
    Set<String> operations =
        rows.stream()
            .flatMap(row -> row.get("inputs").valueStream())
            .map(JsonNode::asString)
            .collect(toSet());
    rows.forEach(row -> operations.remove(row.get("name").asString()));
    operations.remove("input_layer");
    assertThat(operations).allMatch(name -> name.matches("(add|multiply)(_[0-9]+)?"));
    return operations;
  }

  private static void compare(Node node, JsonNode row, String input) {
    String at = node.name();
    assertThat(node.outputShape()).as(at).isEqualTo(shape(row.get("output"), 1));
    assertThat(node.parameterCount()).as(at).isEqualTo(row.get("params").asLong());
    assertThat(node.inputs())
        .as(at)
        .isEqualTo(
            row.get("inputs")
                .valueStream()
                .map(from -> from.asString().equals("input_layer") ? input : from.asString())
                .toList());
    // Keras 3 calls the depthwise kernel just kernel; its name in Graft is Keras 2's.
    String kernel = node.layer() instanceof DepthwiseConv2D ? "depthwise_kernel" : "kernel";
    assertThat(node.parameters().stream().map(GoldenLayersTest::described).toList())
        .as(at)
        .isEqualTo(
            row.get("weights")
                .valueStream()
                .map(
                    w ->
                        w.get(0).asString().replaceAll("^kernel$", kernel)
                            + shape(w.get(1), 0)
                            + w.get(2).asBoolean())
                .toList());
    compareSettings(node, row.get("class").asString(), row.get("config"));
  }

  private static String described(Parameter parameter) {
    return parameter.name() + parameter.shape() + parameter.trainable();
  }

  private static void compareSettings(Node node, String kerasClass, JsonNode config) {
    Layer layer = node.layer();
    String at = node.name();
    if (layer instanceof ActivationLayer activation) {
      if (kerasClass.equals("ReLU")) {
        JsonNode most = config.get("max_value");
        assertThat(activation.activation())
            .as(at)
            .isEqualTo(most.isNull() ? Activation.RELU : Activation.RELU6);
        assertThat(most.isNull() || most.asDouble() == 6).as(at).isTrue();
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
    } else if (layer instanceof SeparableConv2D conv) {
      assertWindow(at, conv.kernelSize(), conv.strides(), conv.padding(), config, "kernel_size");
      assertThat(conv.depthMultiplier()).as(at).isEqualTo(config.get("depth_multiplier").asInt());
      assertThat(conv.useBias()).as(at).isEqualTo(config.get("use_bias").asBoolean());
      assertActivation(at, conv.activation(), config);
    } else if (layer instanceof Pooling2D pool) {
      HeightWidth strides = pool.strides().orElse(pool.poolSize());
      assertWindow(at, pool.poolSize(), strides, pool.padding(), config, "pool_size");
    } else if (layer instanceof GlobalAveragePooling2D pool) {
      assertThat(pool.keepDimensions()).as(at).isEqualTo(config.get("keepdims").asBoolean());
    } else if (layer instanceof Reshape reshape) {
      assertThat(reshape.targetShape())
          .as(at)
          .isEqualTo(config.get("target_shape").valueStream().map(JsonNode::asInt).toList());
    } else if (layer instanceof Rescaling rescaling) {
      assertThat(rescaling.scale()).as(at).isEqualTo(config.get("scale").asDouble());
      assertThat(rescaling.offset()).as(at).isEqualTo(config.get("offset").asDouble());
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
    String keras =
        switch (activation) {
          case SWISH -> "silu";
          case HARD_SWISH -> "hard_silu";
          default -> activation.name().toLowerCase(Locale.ROOT);
        };
    assertThat(config.get("activation").asString()).as(at).isEqualTo(keras);
  }

  private static HeightWidth heightWidth(JsonNode sizes) {
    return new HeightWidth(sizes.get(0).asInt(), sizes.get(1).asInt());
  }

  private static Shape shape(JsonNode sizes, int from) {
    return Shape.of(
        IntStream.range(from, sizes.size()).map(axis -> sizes.get(axis).asInt()).toArray());
  }
}
