package dev.graft.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Padding;
import dev.graft.api.layer.Variables;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.GlobalMaxPooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Normalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.Reshape;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Component;
import dev.graft.api.problem.ProblemException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureJsonTest {
  private static final LayerTypes BUILT_IN = LayerTypes.of(new BuiltInLayers().components());

  private final ArchitectureJson json = new ArchitectureJson(BUILT_IN);

  private static Architecture everyLayer() {
    Architecture.Builder net =
        Architecture.builder("every \"layer\"", Input.image(ImageSize.rgb(16, 12)));
    net.add("bgr", BgrMeanSubtraction.imagenet());
    net.add("norm", new ChannelNormalization(List.of(0.1, 0.2, 0.3), List.of(1.0, 2.0, 1e-3)));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("normalization", new Normalization());
    net.add(
        "conv",
        new Conv2D(
            4,
            new HeightWidth(3, 5),
            HeightWidth.of(2),
            Padding.SAME,
            false,
            Activation.HARD_SWISH,
            Initializer.HE_UNIFORM));
    net.add("bn", new BatchNormalization(0.997, 1e-3, true, false));
    net.add("depthwise", DepthwiseConv2D.of(3).same());
    net.add(
        "separable",
        new SeparableConv2D(
            4, HeightWidth.of(3), HeightWidth.of(1), Padding.SAME, 2, true, Activation.RELU6));
    net.add("add", new Add(), "separable", "depthwise");
    net.add("multiply", new Multiply(), "add", "bn");
    net.add("concatenate", new Concatenate(), "multiply", "add");
    net.add("padding", new ZeroPadding2D(0, 1, 2, 3));
    net.add("max", MaxPooling2D.of(2));
    net.add(
        "average",
        new AveragePooling2D(HeightWidth.of(2), Optional.of(new HeightWidth(1, 2)), Padding.SAME));
    net.add("drop", Dropout.ofExamples(0.2));
    net.add("relu", new ActivationLayer(Activation.RELU));
    net.add("gap", new GlobalAveragePooling2D(false), "relu");
    net.add("gmp", new GlobalMaxPooling2D(false), "relu");
    net.add("reshape", Reshape.of(1, -1, 2), "relu");
    net.add("flatten", new Flatten());
    net.add("features", new Concatenate(), "gap", "gmp", "flatten");
    net.add("dropout", new Dropout(0.3));
    net.add("logits", Dense.of(2));
    return net.build();
  }

  @Test
  void everyBuiltInLayerComesBackEqual() {
    Architecture network = everyLayer();
    Set<Class<?>> used = new HashSet<>();
    network.nodes().forEach(node -> used.add(node.layer().getClass()));
    Set<Class<?>> builtIn = new HashSet<>();
    new BuiltInLayers().components().forEach(component -> builtIn.add(component.type()));
    assertThat(used).as("this test has one of each").isEqualTo(builtIn);

    assertThat(json.read(json.write(network), "file")).isEqualTo(network);
  }

  @Test
  void isReadable() {
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(4, 4, 2)));
    net.add("pool", MaxPooling2D.of(2));
    net.add("conv", Conv2D.of(3, 2).activation(Activation.RELU));

    assertThat(json.write(net.build()))
        .isEqualTo(
            """
            {
              "format": "graft-architecture",
              "version": 1,
              "name": "net",
              "input": {"name":"features","shape":[4,4,2],"type":"float32"},
              "layers": [
                {"name":"pool","type":"max_pooling2d","inputs":["features"],"settings":\
            {"pool_size":[2,2],"padding":"valid"}},
                {"name":"conv","type":"conv2d","inputs":["pool"],"settings":\
            {"filters":3,"kernel_size":[2,2],"strides":[1,1],"padding":"valid","use_bias":true,\
            "activation":"relu","kernel_initializer":"glorot_uniform"}}
              ],
              "output": "conv"
            }
            """);
  }

  private static String small() {
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(4)));
    net.add("dense", Dense.of(3));
    return new ArchitectureJson(BUILT_IN).write(net.build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"type\":\"dense\" | \"type\":\"fancy\" | no plugin has a layer of type 'fancy'",
        "\"units\":3 | \"units\":3,\"unit\":4 | unknown key 'unit'; did you mean 'units'?",
        "\"units\":3, | ~~ | layer 'dense'.units: is missing",
        "\"units\":3 | \"units\":\"3\" | expected a whole number",
        "\"units\":3 | \"units\":3.5 | expected a whole number",
        "\"units\":3 | \"units\":99999999999 | expected a whole number",
        "\"units\":3 | \"units\":0 | layer 'dense': every dimension of a shape must be at least 1",
        "\"use_bias\":true | \"use_bias\":1 | expected true or false",
        "\"linear\" | \"relux\" | expected one of linear, relu",
        "\"inputs\":[\"features\"] | \"inputs\":[\"nothing\"] | has no layer 'nothing' so far",
        "\"inputs\":[\"features\"] | \"inputs\":\"features\" | expected a list",
        "\"output\": \"dense\" | \"output\": \"other\" | has no layer 'other'",
        "\"shape\":[4] | \"shape\":[4,4,4] | takes a vector",
        "\"shape\":[4] | \"shape\":[-4] | at least 1",
        "\"version\": 1 | \"version\": 2 | version 1",
        "graft-architecture | keras | is not a saved network",
        "\"output\": | \"extra\": 1, \"output\": | unknown key 'extra'",
        "\"output\": \"dense\" | \"output\": \"dense\", \"output\": \"dense\" | is not valid JSON",
        "\"settings\": | \"setting\": | unknown key 'setting'",
      })
  void refusesWhatIsNotRight(String part, String instead, String message) {
    String text = small();
    assertThat(text).contains(part);

    assertThatThrownBy(() -> json.read(text.replace(part, instead), "file.json"))
        .isInstanceOf(ProblemException.class)
        .hasMessageStartingWith("file.json")
        .hasMessageContaining(message);
  }

  @Test
  void refusesALayerWithoutSettings() {
    String without = small().replaceFirst(",\"settings\":\\{.*\\}\\}", "}");

    assertThatThrownBy(() -> json.read(without, "f"))
        .isInstanceOf(ProblemException.class)
        .hasMessage("f: layer 'dense': has no settings");
  }

  @Test
  void refusesTextThatIsNoJson() {
    assertThatThrownBy(() -> json.read("", "f")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> json.read("[]", "f")).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> json.read(small() + "x", "f")).isInstanceOf(ProblemException.class);
  }

  /** A layer as a plugin may bring: with settings of every type. */
  record Odd(
      boolean flag,
      long big,
      OptionalInt some,
      OptionalInt none,
      OptionalDouble ratio,
      Optional<String> text,
      List<HeightWidth> sizes,
      Inner inner,
      Optional<Layer> after,
      double beta1)
      implements Layer {
    record Inner(int a, List<String> words) {}

    @Override
    public Shape outputShape(List<Shape> inputs) {
      return InputShapes.single(inputs);
    }

    @Override
    public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
      return inputs.get(0);
    }
  }

  @Test
  void aPluginsLayerMayHaveSettingsOfEveryType() {
    LayerTypes types =
        LayerTypes.of(
            List.of(
                Component.ofRecord(Layer.class, "odd", Odd.class, "Odd."),
                Component.ofRecord(Layer.class, "dropout", Dropout.class, "Dropout.")));
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(4)));
    net.add(
        "odd",
        new Odd(
            true,
            1L << 40,
            OptionalInt.of(3),
            OptionalInt.empty(),
            OptionalDouble.of(0.1),
            Optional.of("x"),
            List.of(HeightWidth.of(1), new HeightWidth(2, 3)),
            new Odd.Inner(5, List.of("a", "b")),
            Optional.of(new Dropout(0.5)),
            1e-9));
    Architecture network = net.build();
    ArchitectureJson odd = new ArchitectureJson(types);

    String text = odd.write(network);

    assertThat(text).contains("\"beta_1\":1.0E-9", "\"after\":{\"type\":\"dropout\",\"rate\":0.5}");
    assertThat(odd.read(text, "f")).isEqualTo(network);
  }

  @Test
  void aLayerOfNoPluginCannotBeWritten() {
    Architecture.Builder net = Architecture.builder("net", Input.features(Shape.of(4)));
    net.add("dense", Dense.of(1));
    ArchitectureJson none = new ArchitectureJson(LayerTypes.of(List.of()));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> none.write(net.build()))
        .withMessageContaining(Dense.class.getName());
  }

  @Test
  void namesInFilesAreSnakeCase() {
    assertThat(List.of("beta1", "useBias", "kernelSize", "x", "depthMultiplier", "alpha12b"))
        .map(SnakeCase::of)
        .containsExactly("beta_1", "use_bias", "kernel_size", "x", "depth_multiplier", "alpha_12b");
  }

  @Test
  void keepsTheShapesAndParameters() {
    Architecture read = json.read(json.write(everyLayer()), "f");

    assertThat(read.nodes())
        .extracting(Node::outputShape)
        .isEqualTo(everyLayer().nodes().stream().map(Node::outputShape).toList());
    assertThat(read.parameterCount()).isEqualTo(everyLayer().parameterCount());
  }
}
