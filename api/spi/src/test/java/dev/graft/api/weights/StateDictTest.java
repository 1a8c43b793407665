package dev.graft.api.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Origin;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateDictTest {
  private static final Path FILE = Path.of("w.pth");
  private static final ModuleNames ONE =
      new ModuleNames(
          "one", Map.of("conv", "stem.0", "norm", "stem.1", "depthwise", "dw", "scores", "fc"));
  private static final ModuleNames OTHER =
      new ModuleNames(
          "other", Map.of("conv", "c", "norm", "n", "depthwise", "d", "scores", "head"));

  private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  private static Architecture network(Origin origin) {
    Architecture.Builder network =
        Architecture.builder("net", Input.image(ImageSize.rgb(8, 8))).origin(origin);
    network.add("conv", Conv2D.of(2, 2).withoutBias());
    network.add("norm", BatchNormalization.of(0.9, 1e-5));
    network.add(
        "depthwise",
        new DepthwiseConv2D(
            new HeightWidth(2, 1),
            HeightWidth.of(1),
            Padding.VALID,
            2,
            true,
            Activation.LINEAR,
            Initializer.ZEROS));
    network.add("pool", new GlobalAveragePooling2D(false));
    network.add("scores", Dense.of(3));
    return network.build();
  }

  private final Architecture network = network(Origin.pytorch(ONE, OTHER));

  /** Values that count up in PyTorch's own layout. */
  private StateDictTest put(String name, int... sizes) {
    Shape shape = sizes.length == 0 ? Shape.scalar() : Shape.of(sizes);
    float[] values = new float[shape.intSize()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    tensors.put(name, new StoredTensor(name, shape, () -> values));
    return this;
  }

  private void putAll(String prefix) {
    put(prefix + "stem.0.weight", 2, 3, 2, 2);
    put(prefix + "stem.1.weight", 2);
    put(prefix + "stem.1.bias", 2);
    put(prefix + "stem.1.running_mean", 2);
    put(prefix + "stem.1.running_var", 2);
    put(prefix + "stem.1.num_batches_tracked");
    put(prefix + "dw.weight", 4, 1, 2, 1);
    put(prefix + "dw.bias", 4);
    put(prefix + "fc.weight", 3, 4);
    put(prefix + "fc.bias", 3);
  }

  private Weights read(Architecture wanted) {
    return new StateDict(FILE, tensors).weights(wanted, notes::add);
  }

  @Test
  void everyParameterIsTakenFromItsModuleInTheNeutralLayout() {
    putAll("");

    Weights weights = read(network);

    weights.requireFor(network, "w.pth");
    // Output 1, input 2, row 0, column 1 is number ((1 * 3 + 2) * 2 + 0) * 2 + 1 in OIHW, and
    // number
    // ((0 * 2 + 1) * 3 + 2) * 2 + 1 in HWIO.
    assertThat(weights.get("conv", "kernel").values()[11]).isEqualTo(21);
    assertThat(weights.get("conv", "kernel").values()).startsWith(0, 12, 4, 16, 8, 20, 1, 13);
    // Channel 1, multiplier 0 is output 2.
    assertThat(weights.get("depthwise", "depthwise_kernel").shape())
        .isEqualTo(Shape.of(2, 1, 2, 2));
    assertThat(weights.get("depthwise", "depthwise_kernel").values())
        .containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(weights.get("scores", "kernel").shape()).isEqualTo(Shape.of(4, 3));
    assertThat(weights.get("scores", "kernel").values()).startsWith(0, 4, 8, 1, 5, 9);
    assertThat(weights.get("norm", "moving_variance").values()).containsExactly(0, 1);
    assertThat(notes).isEmpty();
  }

  @Test
  void theOtherLibrarysNamesAreKnown() {
    put("c.weight", 2, 3, 2, 2).put("n.weight", 2).put("n.bias", 2).put("n.running_mean", 2);
    put("n.running_var", 2).put("d.weight", 4, 1, 2, 1).put("d.bias", 4);

    Architecture body = network.upTo("depthwise");

    assertThat(read(body).tensors()).hasSize(7);
  }

  @Test
  void aPrefixOfAllNamesIsPassedOver() {
    putAll("module.");

    assertThat(read(network).tensors()).hasSize(9);
    assertThat(notes).isEmpty();
  }

  @Test
  void aClassifierThatTheNetworkDoesNotHaveIsLeftAside() {
    putAll("");

    read(network.upTo("pool"));

    assertThat(notes)
        .containsExactly("w.pth: 1 layer is left aside, which network 'net' does not have: 'fc'");
  }

  @Test
  void aNetworkInKerassFormGetsTheSettingToChange() {
    putAll("");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(network(Origin.kerasOfTwo())))
        .withMessageStartingWith(
            "w.pth: tensors 'stem.0.weight', 'stem.1.weight', …: holds weights")
        .withMessageContaining("in PyTorch's form, but network 'net' has Keras's")
        .withMessageEndingWith("set 'variant: pytorch' in the backbone");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(network(Origin.keras())))
        .withMessageContaining("expected weights in Keras's form")
        .withMessageNotContaining("set 'variant");
  }

  @Test
  void missingTensorsAreTold() {
    putAll("");
    tensors.remove("dw.bias");
    tensors.remove("fc.bias");

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(network))
        .withMessageContaining("none is named 'dw.bias', which is bias of layer 'depthwise' in one")
        .withMessageContaining("1 more are missing")
        .withMessageContaining("the weights of network 'net' as one or other publishes them");
  }

  @Test
  void otherShapesAreToldAsTheFileHasThem() {
    putAll("");
    put("stem.0.weight", 2, 3, 3, 3);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(network))
        .withMessage(
            "w.pth: layer 'conv', kernel ('stem.0.weight' in the file): found shape (2, 3, 3, 3);"
                + " expected shape (2, 3, 2, 2)");
  }

  @Test
  void valuesThatAreNoNumbersAreTold() {
    putAll("");
    tensors.put(
        "fc.bias",
        new StoredTensor(
            "fc.bias", Shape.of(3), () -> new float[] {1, Float.POSITIVE_INFINITY, 2}));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> read(network))
        .withMessageContaining("fc.bias: found the value Infinity; expected numbers");
  }

  @Test
  void namesOfAStateDictAreTold() {
    assertThat(StateDict.isNamed(List.of("conv1.weight", "bn.running_mean", "bn.extra"))).isTrue();
    assertThat(StateDict.isNamed(List.of("conv1/kernel", "conv1/bias"))).isFalse();
    assertThat(StateDict.isNamed(List.of())).isFalse();
  }
}
