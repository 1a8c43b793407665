package dev.graft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.engines.EngineUnderTest;
import dev.graft.heads.CategoricalCrossEntropy;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.training.optimizer.Sgd;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The outputs of whole networks on every engine, held against those of Keras in double precision
 * and against each other, within 1e-4 of their standard deviation.
 */
@Tag("shared")
class GoldenOutputsTest {
  private static final Placement PLACEMENT = Placement.cpu(2);

  private final KerasHdf5WeightsReader reader = new KerasHdf5WeightsReader();

  @ParameterizedTest
  @EnumSource
  void everyEngineInfersKerassFeatures(GoldenCase network) {
    GoldenNetwork golden = network.golden();
    Weights weights = weights(golden, network.network());

    assertAgreement(
        network,
        golden,
        engine -> {
          try (InferenceNetwork inference =
              engine.make().infer(network.network(), weights, PLACEMENT)) {
            return inference.run(golden.input());
          }
        });
  }

  /** Neither folded nor constant: as the loop sees the validation pictures in each epoch. */
  @ParameterizedTest
  @EnumSource
  void aNetworkInTrainingEvaluatesToKerassFeatures(GoldenCase network) {
    GoldenNetwork golden = network.golden();
    Weights weights = weights(golden, network.network());
    int count = golden.input().count();
    int outputs = network.network().outputShape().intSize();
    float[] targets = new float[count * outputs];
    Arrays.fill(targets, 1f / outputs);

    assertAgreement(
        network,
        golden,
        engine -> {
          try (TrainingNetwork training =
              engine.make().train(program(network.network()), weights, PLACEMENT)) {
            return training
                .evaluate(
                    golden.input(),
                    new Batch.Floats(count, network.network().outputShape(), targets))
                .scores();
          }
        });
  }

  @Test
  void mobileNetV2IsReadFromItsFile() {
    Architecture network = GoldenCase.MOBILENETV2_035_96.network();

    assertThat(reader.read(SharedFolder.file("golden/mobilenetv2_035_96.legacy.h5"), network))
        .isEqualTo(GoldenCase.MOBILENETV2_035_96.golden().weights(network));
  }

  @Test
  void theMnistNetworkIsReadFromItsFile() {
    Architecture body = GoldenCase.mnist();

    assertThat(reader.read(SharedFolder.file("golden/mnist.legacy.h5"), body))
        .isEqualTo(GoldenCase.MNIST.golden().weights(body));
  }

  private interface Outputs {
    Batch.Floats of(EngineUnderTest engine);
  }

  /** Each engine agrees with Keras, and all of them with each other. */
  private static void assertAgreement(GoldenCase network, GoldenNetwork golden, Outputs outputs) {
    Map<EngineUnderTest, double[][]> found = new EnumMap<>(EngineUnderTest.class);
    for (EngineUnderTest engine : EngineUnderTest.values()) {
      Batch.Floats output = outputs.of(engine);
      assertThat(output.count()).isEqualTo(golden.features().length);
      double[][] features = new double[output.count()][];
      for (int i = 0; i < features.length; i++) {
        features[i] = network.features(output.example(i));
      }
      found.put(engine, features);
      assertClose(engine + " against Keras", features, golden.features(), golden.tolerance());
    }
    found.forEach(
        (engine, features) ->
            assertClose(
                engine + " against " + EngineUnderTest.TENSORFLOW,
                features,
                found.get(EngineUnderTest.TENSORFLOW),
                golden.tolerance()));
  }

  private static void assertClose(String what, double[][] found, double[][] truth, double within) {
    for (int i = 0; i < truth.length; i++) {
      assertThat(found[i]).as(what).hasSameSizeAs(truth[i]);
      for (int f = 0; f < truth[i].length; f++) {
        assertThat(found[i][f])
            .as("%s: picture %d, feature %d", what, i, f)
            .isCloseTo(truth[i][f], within(within));
      }
    }
  }

  private static TrainingProgram program(Architecture network) {
    return new TrainingProgram(
        network,
        Set.of(),
        new CategoricalCrossEntropy(new CategoricalCrossEntropy.Settings(0)),
        new Sgd(new Sgd.Settings(0.01, 0, false)),
        OptionalDouble.empty(),
        new Randomness(1));
  }

  private static Weights weights(GoldenNetwork golden, Architecture network) {
    Weights weights = golden.weights(network);
    assertThat(sha256(weights)).isEqualTo(golden.weightsSha256());
    return weights;
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
}
