package dev.graft.architectures.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.architectures.KnownNetworks;
import dev.graft.architectures.MobileNet;
import dev.graft.architectures.MobileNetV2;
import dev.graft.testkit.files.SharedFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Reading files that Keras and others have written. */
@Tag("shared")
class PublishedWeightsTest {
  private static final String V2_035 = "weights/mobilenet_v2_0.35_224_no_top.h5";
  private static final String SQUEEZENET =
      "weights/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5";

  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();

  static Stream<Arguments> filesAndTheirNetworks() {
    MobileNet v1 = new MobileNet(MobileNet.Settings.of(0.25));
    MobileNetV2 v2 = new MobileNetV2(new MobileNetV2.Settings(1));
    Architecture narrow = KnownNetworks.mobileNetV2(0.35, 96);
    return Stream.of(
        Arguments.of("golden/mnist.legacy.h5", KnownNetworks.withDense(KnownNetworks.mnist(), 10)),
        Arguments.of("golden/mnist.legacy.h5", KnownNetworks.mnist()),
        Arguments.of("golden/mnist.model.h5", KnownNetworks.mnist()),
        Arguments.of("golden/mobilenetv2_035_96.legacy.h5", narrow),
        Arguments.of("golden/nested.model.h5", narrow),
        Arguments.of(V2_035, narrow),
        Arguments.of("weights/keras_model_A-Knight.h5", narrow),
        Arguments.of("weights/mobilenet_2_5_224_tf.h5", KnownNetworks.mobileNet(0.25, 224)),
        Arguments.of("weights/mobilenet_2_5_224_tf.h5", v1.withTop(ImageSize.rgb(224, 224), 1000)),
        Arguments.of("weights/mobilenet_2_5_224_tf_no_top.h5", KnownNetworks.mobileNet(0.25, 64)),
        Arguments.of(
            "weights/mobilenet_v2_1.0_224_from_coral_ptq.h5",
            v2.withTop(ImageSize.rgb(224, 224), 1000)),
        Arguments.of(
            "weights/mobilenet_v2_1.0_224_from_coral_ptq_no_top.h5",
            KnownNetworks.mobileNetV2(1, 160)),
        Arguments.of(SQUEEZENET, KnownNetworks.published("squeezenet", ImageSize.rgb(160, 160))));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("filesAndTheirNetworks")
  void everyParameterHasAValue(String file, Architecture network) {
    Weights weights = reader.read(SharedFolder.file(file), network);

    weights.requireFor(network, file);
    assertThat(weights.tensors()).hasSize(Weights.initial(network, 1).tensors().size());
    weights
        .tensors()
        .forEach(
            (key, tensor) -> {
              for (float value : tensor.values()) {
                assertThat(value).as(key).isFinite();
              }
              if (key.endsWith("/moving_variance")) {
                for (float value : tensor.values()) {
                  assertThat(value).as(key).isNotNegative();
                }
              }
            });
  }

  @Test
  void aFileWithItsTopGivesTheBackboneWhatTheOneWithoutGives() {
    Architecture network = KnownNetworks.mobileNet(0.25, 224);

    assertThat(reader.read(SharedFolder.file("weights/mobilenet_2_5_224_tf.h5"), network))
        .isEqualTo(
            reader.read(SharedFolder.file("weights/mobilenet_2_5_224_tf_no_top.h5"), network));
  }

  @Test
  void aWholeModelAndItsWeightsGiveTheSame() {
    Architecture network = KnownNetworks.withDense(KnownNetworks.mnist(), 10);

    assertThat(reader.read(SharedFolder.file("golden/mnist.model.h5"), network))
        .isEqualTo(reader.read(SharedFolder.file("golden/mnist.legacy.h5"), network));
  }

  @Test
  void aModelAroundAFrozenBackboneGivesTheBackbonesPublishedWeights() {
    Architecture network = KnownNetworks.mobileNetV2(0.35, 224);

    assertThat(reader.read(SharedFolder.file("weights/keras_model_A-Knight.h5"), network))
        .isEqualTo(reader.read(SharedFolder.file(V2_035), network));
  }

  @Test
  void weightsOfAnotherWidthAreToldWithTheSettingThatFits() {
    Path weights = SharedFolder.file(V2_035);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(weights, KnownNetworks.mobileNetV2(0.5, 96)))
        .withMessageContaining("layer 'block_1_project', kernel")
        .withMessageContaining("the file looks like backbone {type: mobilenet_v2, alpha: 0.35}");
  }

  @Test
  void weightsForColourAreToldWhereImagesAreGrey() {
    Path weights = SharedFolder.file(V2_035);
    Architecture grey =
        new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(new ImageSize(96, 96, 1));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(weights, grey))
        .withMessageContaining("layer 'Conv1', kernel: found shape (3, 3, 3, 16)")
        .withMessageContaining("expected shape (3, 3, 1, 16)")
        .withMessageContaining("for colour images");
  }

  @Test
  void weightsOfAnotherNetworkAreRecognised() {
    Path weights = SharedFolder.file(SQUEEZENET);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(weights, KnownNetworks.mobileNetV2(0.35, 96)))
        .withMessageContaining("the file looks like backbone {type: squeezenet}");
  }

  static Stream<Arguments> goldenFilesAndTheirNetworks() {
    Architecture mnist = KnownNetworks.withDense(KnownNetworks.mnist(), 10);
    Architecture mobileNet = KnownNetworks.mobileNetV2(0.35, 96);
    return Stream.of(
        Arguments.of("mnist", "legacy.h5", mnist),
        Arguments.of("mnist", "model.h5", mnist),
        Arguments.of("mnist", "weights.h5", mnist),
        Arguments.of("mnist", "keras", mnist),
        Arguments.of("mobilenetv2_035_96", "legacy.h5", mobileNet),
        Arguments.of("mobilenetv2_035_96", "weights.h5", mobileNet));
  }

  /** The golden table has the SHA-256 of all values, one after the other. */
  @ParameterizedTest(name = "{0}.{1}")
  @MethodSource("goldenFilesAndTheirNetworks")
  void everyLayoutGivesTheGoldenValues(String golden, String layout, Architecture network) {
    Path file = SharedFolder.file("golden/" + golden + "." + layout);
    String sha256 =
        JsonMapper.shared()
            .readTree(SharedFolder.file("golden/" + golden + ".json"))
            .get("weights_sha256")
            .asString();

    assertThat(sha256(readByContent(file, network))).isEqualTo(sha256);
  }

  @ParameterizedTest
  @ValueSource(strings = {"weights.h5", "keras"})
  void theFrozenBaseOfANestedModelIsTheSameInEveryLayout(String layout) {
    Architecture network = KnownNetworks.mobileNetV2(0.35, 96);

    Weights base = readByContent(SharedFolder.file("golden/nested." + layout), network);

    assertThat(base).isEqualTo(readByContent(SharedFolder.file("golden/nested.model.h5"), network));
    assertThat(base.get("Conv1", "kernel").values())
        .startsWith(-0.09051935f, -0.0086298585f, 0.113134176f);
  }

  @ParameterizedTest
  @ValueSource(strings = {"model.h5", "weights.h5", "keras"})
  void aNestedModelThatIsWantedWholeIsReadWhole(String layout) {
    Architecture.Builder top =
        Architecture.builder(
            "top", Input.features(KnownNetworks.mobileNetV2(0.35, 96).outputShape()));
    top.add("pool", new GlobalAveragePooling2D(false));
    top.add("dense", Dense.of(1));
    Architecture whole = KnownNetworks.mobileNetV2(0.35, 96).then("whole", top.build());

    List<String> notes = new ArrayList<>();
    Weights weights =
        readByContent(SharedFolder.file("golden/nested." + layout), whole, notes::add);

    assertThat(weights.get("dense", "kernel").shape()).isEqualTo(Shape.of(1280, 1));
    assertThat(notes).isEmpty();
  }

  private static Weights readByContent(Path file, Architecture network) {
    return readByContent(file, network, note -> {});
  }

  /** With the one reader that takes the file for its own. */
  private static Weights readByContent(Path file, Architecture network, Consumer<String> notes) {
    List<WeightsReader> readers =
        Stream.of(new KerasHdf5WeightsReader(), new KerasArchiveReader())
            .filter(candidate -> candidate.reads(file))
            .toList();
    assertThat(readers).hasSize(1);
    return readers.get(0).read(file, network, notes);
  }

  private static String sha256(Weights weights) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    for (FloatTensor tensor : weights.tensors().values()) {
      ByteBuffer bytes =
          ByteBuffer.allocate(Float.BYTES * tensor.values().length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(tensor.values());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
