package dev.graft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KerasHdf5WeightsReader;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.Sequential;
import dev.graft.heads.LogitHead;
import dev.graft.heads.SoftmaxHead;
import dev.graft.tensorflow.TensorFlowEngine;
import dev.graft.testkit.files.SharedFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The outputs of whole networks on the TensorFlow engine, held against those of Keras in double
 * precision, within 1e-4 of their standard deviation.
 */
@Tag("shared")
class GoldenOutputsTest {
  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();

  @ParameterizedTest
  @CsvSource({"mobilenetv2_035_96, 0.35, 96", "mobilenetv2, 1.0, 160"})
  void mobileNetV2sPooledFeaturesAreKerass(String name, double alpha, int side) {
    GoldenNetwork golden = GoldenNetwork.read(name);
    Architecture network = pooled(mobileNetV2(alpha, side));

    assertFeatures(golden, network, golden.weights(network));
  }

  @Test
  void mobileNetV2ReadFromItsFileGivesTheSame() {
    GoldenNetwork golden = GoldenNetwork.read("mobilenetv2_035_96");
    Architecture network = pooled(mobileNetV2(0.35, 96));

    Weights read = reader.read(SharedFolder.file("golden/mobilenetv2_035_96.legacy.h5"), network);

    assertThat(read).isEqualTo(golden.weights(network));
    assertFeatures(golden, network, read);
  }

  @Test
  void theMnistNetworksProbabilitiesAreKerass() {
    GoldenNetwork golden = GoldenNetwork.read("mnist");
    Head head = new SoftmaxHead(new SoftmaxHead.Settings(Optional.empty(), 0));
    Labels digits = new Labels(IntStream.range(0, 10).mapToObj(Integer::toString).toList());

    assertProbabilities(golden, mnist(), head, digits, 0);
  }

  @Test
  void theMnistNetworkIsReadFromItsFile() {
    GoldenNetwork golden = GoldenNetwork.read("mnist");
    Architecture body = mnist();

    assertThat(reader.read(SharedFolder.file("golden/mnist.legacy.h5"), body))
        .isEqualTo(golden.weights(body));
  }

  @Test
  void theCatsAndDogsNetworksProbabilitiesAreKerass() {
    GoldenNetwork golden = GoldenNetwork.read("random_model");
    Head head = new LogitHead(new LogitHead.Settings(Optional.empty(), 0, 0.5));
    Labels pets = new Labels(List.of("cat", "dog"));

    // Keras's one output is the probability of the second class.
    assertProbabilities(golden, catsAndDogs(), head, pets, 1);
  }

  private static void assertFeatures(GoldenNetwork golden, Architecture network, Weights weights) {
    Batch.Floats outputs = run(golden, network, weights);

    for (int i = 0; i < outputs.count(); i++) {
      float[] found = outputs.example(i);
      assertThat(found).hasSameSizeAs(golden.features()[i]);
      for (int f = 0; f < found.length; f++) {
        assertThat((double) found[f])
            .as("picture %d, feature %d", i, f)
            .isCloseTo(golden.features()[i][f], within(golden.tolerance()));
      }
    }
  }

  private static void assertProbabilities(
      GoldenNetwork golden, Architecture body, Head head, Labels labels, int firstLabel) {
    Architecture network = body.then(body.name(), head.layers(body.outputShape(), labels));
    Batch.Floats outputs = run(golden, network, golden.weights(network));

    for (int i = 0; i < outputs.count(); i++) {
      double[] found = head.decision().probabilities(outputs.example(i));
      double[] truth = golden.features()[i];
      assertThat(found).hasSize(firstLabel + truth.length);
      for (int label = 0; label < truth.length; label++) {
        assertThat(found[firstLabel + label])
            .as("picture %d, label %d", i, label)
            .isCloseTo(truth[label], within(golden.tolerance()));
      }
    }
  }

  private static Batch.Floats run(GoldenNetwork golden, Architecture network, Weights weights) {
    assertThat(sha256(weights)).isEqualTo(golden.weightsSha256());
    try (InferenceNetwork inference =
        new TensorFlowEngine().infer(network, weights, Placement.cpu(2))) {
      Batch.Floats outputs = inference.run(golden.input());
      assertThat(outputs.count()).isEqualTo(golden.features().length);
      return outputs;
    }
  }

  /** Over the values alone, as the golden file has it. */
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

  private static Architecture mobileNetV2(double alpha, int side) {
    return new MobileNetV2(new MobileNetV2.Settings(alpha)).architecture(ImageSize.rgb(side, side));
  }

  private static Architecture pooled(Architecture body) {
    Architecture.Builder pooling =
        Architecture.builder("pooling", Input.features(body.outputShape()));
    pooling.add("pooled", new GlobalAveragePooling2D(false));
    return body.then(body.name(), pooling.build());
  }

  private static Architecture mnist() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {32, 64}) {
      layers.add(Conv2D.of(filters, 3).activation(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.5));
    }
    layers.add(new Flatten());
    layers.add(dense(150));
    layers.add(new Dropout(0.5));
    return sequential(layers, new ImageSize(28, 28, 1));
  }

  private static Architecture catsAndDogs() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {16, 32, 64, 64}) {
      layers.add(Conv2D.of(filters, 3));
      layers.add(new ActivationLayer(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.2));
    }
    layers.add(new Flatten());
    layers.add(dense(512));
    layers.add(new Dropout(0.2));
    return sequential(layers, ImageSize.rgb(150, 150));
  }

  private static Dense dense(int units) {
    return new Dense(units, true, Activation.RELU, Initializer.GLOROT_UNIFORM);
  }

  private static Architecture sequential(List<Layer> layers, ImageSize size) {
    List<NamedLayer> named = layers.stream().map(NamedLayer::of).toList();
    return new Sequential(Sequential.Settings.of(named)).architecture(size);
  }
}
