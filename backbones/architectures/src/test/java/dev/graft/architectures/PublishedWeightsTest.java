package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest
  @ValueSource(
      strings = {
        "golden/mnist.weights.h5",
        "golden/mnist.keras",
        "golden/mobilenetv2_035_96.weights.h5",
        "golden/nested.weights.h5"
      })
  void keras3sOwnFilesAreRecognised(String file) {
    Path weights = SharedFolder.file(file);

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> reader.read(weights, KnownNetworks.mnist()))
        .withMessageContaining("Keras 3's")
        .withMessageContaining("model.save(\"model.h5\")");
  }
}
