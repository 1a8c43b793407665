package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.layers.Dense;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.testkit.files.TorchScriptFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks from TorchScript files, run and trained. */
class TorchScriptNetworkTest {
  private static final ImageSize SIZE = Networks.SIZE;
  private static final Placement PLACEMENT = Placement.cpu(2);

  @TempDir private Path folder;

  private final DjlEngine engine = new DjlEngine();
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = TorchScriptFile.network(5).write(folder.resolve("net.pt"));
  }

  private static Architecture imported(Path file, Optional<List<Integer>> features) {
    return new TorchScriptBackbone(
            new TorchScriptBackbone.Settings(
                file, features, InputScaling.of(InputScaling.Preprocessing.TF)))
        .architecture(SIZE);
  }

  private static Architecture withHead(Architecture body) {
    Architecture.Builder head = Architecture.builder("head", Input.features(body.outputShape()));
    head.add("scores", Dense.of(Networks.CLASSES));
    return body.then("whole", head.build());
  }

  private float[] answers(Architecture network, Weights weights) {
    try (InferenceNetwork inference = engine.infer(network, weights, PLACEMENT)) {
      return inference.run(Networks.batch(1, 6).inputs()).values();
    }
  }

  @Test
  void findsTheFeaturesByRunningItOnce() throws IOException {
    assertThat(imported(file, Optional.empty()).outputShape()).isEqualTo(Shape.of(5));
    Path images = TorchScriptFile.imageNetwork(4).write(folder.resolve("images.pt"));
    assertThat(imported(images, Optional.empty()).outputShape()).isEqualTo(Shape.of(6, 6, 4));
  }

  @Test
  void computesWhatItsLayersCompute() {
    Architecture network = imported(file, Optional.empty());
    Weights weights = Weights.initial(network, 1);

    Batch.Floats found;
    try (InferenceNetwork inference = engine.infer(network, weights, PLACEMENT)) {
      found = inference.run(Networks.batch(1, 6).inputs());
      assertThat(inference.run(Networks.batch(1, 6).inputs()).values())
          .as("the same again")
          .isEqualTo(found.values());
    }

    Batch.Floats expected;
    try (InferenceNetwork inference =
        engine.infer(PlainTwin.network(5), PlainTwin.weights(weights), PLACEMENT)) {
      expected = inference.run(Networks.batch(1, 6).inputs());
    }
    assertClose(found.values(), expected.values(), 1e-5f);
  }

  @Test
  void itsKernelHasTheGradientOfAPlainConvolution() {
    Architecture network = withHead(imported(file, Optional.empty()));
    Weights initial = Weights.initial(network, 1);
    Architecture twin = withHead(PlainTwin.network(5));
    Weights twinInitial = PlainTwin.weights(initial).with(initial).only(twin);

    try (TrainingNetwork training = engine.train(Networks.program(network), initial, PLACEMENT);
        TrainingNetwork plain =
            engine.train(Networks.program(twin, "bn"), twinInitial, PLACEMENT)) {
      Weights gradients = training.gradients(Networks.batch(0, 16));
      assertThat(training.gradients(Networks.batch(0, 16)))
          .as("the next pass does not add to the one before")
          .isEqualTo(gradients);
      Weights expected = plain.gradients(Networks.batch(0, 16));
      assertClose(
          PlainTwin.weights(gradients).get("conv", "kernel").values(),
          expected.get("conv", "kernel").values(),
          1e-5f);
      assertClose(
          gradients.get("scores", "kernel").values(),
          expected.get("scores", "kernel").values(),
          1e-5f);
    }
  }

  @Test
  void itsBatchNormIsTrainedByCentralDifferences() {
    Architecture network = withHead(imported(file, Optional.empty()));
    Weights initial = Weights.initial(network, 1);
    Weights gradients;
    try (TrainingNetwork training = engine.train(Networks.program(network), initial, PLACEMENT)) {
      gradients = training.gradients(Networks.batch(0, 16));
    }
    for (String parameter : List.of("gamma", "beta")) {
      float[] found = gradients.get("torchscript", parameter).values();
      for (int i = 0; i < found.length; i++) {
        float step = 1e-2f;
        double slope =
            (loss(network, changed(initial, parameter, i, step))
                    - loss(network, changed(initial, parameter, i, -step)))
                / (2 * step);
        assertThat(found[i]).as(parameter + i).isCloseTo((float) slope, within(5e-3f));
      }
    }
  }

  private static Weights changed(Weights weights, String parameter, int index, float by) {
    FloatTensor old = weights.get("torchscript", parameter);
    float[] values = old.values().clone();
    values[index] += by;
    return weights.with(
        Weights.of(Map.of("torchscript/" + parameter, new FloatTensor(old.shape(), values))));
  }

  private double loss(Architecture network, Weights weights) {
    TrainingBatch batch = Networks.batch(0, 16);
    try (TrainingNetwork training = engine.train(Networks.program(network), weights, PLACEMENT)) {
      float[] losses = training.evaluate(batch.inputs(), batch.targets()).losses();
      double sum = 0;
      for (float loss : losses) {
        sum += loss;
      }
      return sum / losses.length;
    }
  }

  @Test
  void learnsAndIsWhatItsWeightsSayAfterwards() {
    Architecture network = withHead(imported(file, Optional.empty()));
    Weights initial = Weights.initial(network, 1);
    TrainingBatch batch = Networks.batch(0, 16);

    Weights trained;
    float[] evaluated;
    double first = loss(network, initial);
    try (TrainingNetwork training = engine.train(Networks.program(network), initial, PLACEMENT)) {
      for (int step = 0; step < 20; step++) {
        training.step(batch, 0.01);
      }
      trained = training.weights();
      evaluated = training.evaluate(batch.inputs(), batch.targets()).scores().values();
    }

    assertThat(loss(network, trained)).isLessThan(0.8 * first);
    for (String parameter : List.of("kernel", "gamma", "beta")) {
      assertThat(trained.get("torchscript", parameter))
          .as(parameter)
          .isNotEqualTo(initial.get("torchscript", parameter));
    }
    try (InferenceNetwork inference = engine.infer(network, trained, PLACEMENT)) {
      assertClose(inference.run(batch.inputs()).values(), evaluated, 1e-5f);
    }
  }

  @Test
  void whatIsFrozenStaysAndIsThePrefix() {
    Architecture network = withHead(imported(file, Optional.empty()));
    Weights initial = Weights.initial(network, 1);
    TrainingBatch batch = Networks.batch(0, 16);

    Cut cut = Cut.at(network, Set.of("rescaling", "torchscript"));
    assertThat(cut.prefix().orElseThrow().output()).isEqualTo("torchscript");
    try (TrainingNetwork training =
        engine.train(Networks.program(network, "rescaling", "torchscript"), initial, PLACEMENT)) {
      training.step(batch, 0.05);
      training.step(batch, 0.05);
      Weights trained = training.weights();

      assertThat(trained.get("scores", "kernel")).isNotEqualTo(initial.get("scores", "kernel"));
      for (String parameter : List.of("kernel", "gamma", "beta")) {
        assertThat(trained.get("torchscript", parameter))
            .isEqualTo(initial.get("torchscript", parameter));
      }
    }
  }

  /** Statistics that moved would change what the same weights answer. */
  @Test
  void noStatisticMovesInTrainingOrInference() {
    Architecture network = withHead(imported(file, Optional.empty()));
    Weights initial = Weights.initial(network, 1);
    TrainingBatch batch = Networks.batch(0, 16);

    try (TrainingNetwork training = engine.train(Networks.program(network), initial, PLACEMENT)) {
      float[] before = training.evaluate(batch.inputs(), batch.targets()).scores().values();
      for (int step = 0; step < 5; step++) {
        training.step(Networks.batch(step, 16), 0.05);
      }
      training.restore(initial, training.slots(), 5);
      assertThat(training.evaluate(batch.inputs(), batch.targets()).scores().values())
          .isEqualTo(before);
    }
  }

  @Test
  void valuesOfOtherWeightsTakeThePlaceOfTheFiles() {
    Architecture network = imported(file, Optional.of(List.of(5)));
    Weights initial = Weights.initial(network, 1);
    float[] none = new float[5];

    assertThat(
            answers(
                network,
                changedTo(changedTo(initial, "gamma", none), "beta", new float[] {1, 2, 3, 4, 5})))
        .startsWith(1, 2, 3, 4, 5, 1);
  }

  private static Weights changedTo(Weights weights, String parameter, float[] values) {
    return weights.with(
        Weights.of(
            Map.of("torchscript/" + parameter, new FloatTensor(Shape.of(values.length), values))));
  }

  @Test
  void featuresThatItDoesNotGiveAreTold() {
    Architecture network = imported(file, Optional.of(List.of(7)));

    assertThatThrownBy(() -> answers(network, Weights.initial(network, 1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("gives features of (5); expected those that were told: (7)")
        .hasMessageContaining("write features: [5]");
  }

  @Test
  void aFileThatWasChangedSinceIsNotRun() throws IOException {
    Architecture network = imported(file, Optional.of(List.of(5)));
    Weights weights = Weights.initial(network, 1);
    TorchScriptFile.network(6).write(file);

    assertThatThrownBy(() -> answers(network, weights))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(file + ": has SHA-256")
        .hasMessageContaining("changed or damaged");
  }

  @Test
  void aProgramThatPyTorchCannotCompileIsTold() throws IOException {
    Path wrong =
        new TorchScriptFile("return torch.no_such_operation(x)").write(folder.resolve("wrong.pt"));
    Architecture network = imported(wrong, Optional.of(List.of(5)));

    assertThatThrownBy(() -> answers(network, Weights.initial(network, 1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(wrong + ": PyTorch cannot load it: ")
        .hasMessageContaining("optimize_for_inference");
  }

  @Test
  void imagesThatItCannotTakeAreTold() throws IOException {
    Path wrong =
        new TorchScriptFile("return torch.matmul(x, self.kernel)")
            .parameter("kernel", new float[20], 4, 5)
            .write(folder.resolve("wrong.pt"));

    assertThatThrownBy(() -> imported(wrong, Optional.empty()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(wrong + ": cannot compute images of (12, 12, 3): ");
  }

  private static void assertClose(float[] found, float[] expected, float within) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("value " + i).isCloseTo(expected[i], within(within));
    }
  }
}
