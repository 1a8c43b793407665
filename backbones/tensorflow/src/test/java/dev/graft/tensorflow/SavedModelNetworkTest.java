package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Batch;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingBatch;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.imported.InputScaling.Preprocessing;
import dev.graft.api.layers.Dense;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import dev.graft.tensorflow.imported.SavedModelBackbone;
import dev.graft.tensorflow.imported.SavedModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;

/** Networks from SavedModel folders, run and trained upon. */
class SavedModelNetworkTest {
  private static final int SIDE = 8;

  @TempDir private Path folder;

  private final TensorFlowEngine engine = new TensorFlowEngine();

  private Architecture network() {
    return new SavedModelBackbone(
            new SavedModelBackbone.Settings(
                folder,
                "serving_default",
                Optional.empty(),
                Optional.empty(),
                InputScaling.of(Preprocessing.RAW)))
        .architecture(ImageSize.rgb(SIDE, SIDE));
  }

  /** Images whose every pixel is (number, 2, 3). */
  private static Batch.Pixels images(int count) {
    byte[] pixels = new byte[count * SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) (i / (SIDE * SIDE * 3));
      pixels[i + 1] = 2;
      pixels[i + 2] = 3;
    }
    return new Batch.Pixels(count, ImageSize.rgb(SIDE, SIDE), pixels);
  }

  @Test
  void computesWithTheVariablesOfItsFiles() {
    new SavedModelFolder(SIDE, 1, 10, 100).write(folder);

    try (InferenceNetwork inference = engine.infer(network(), Weights.empty(), Placement.cpu(2))) {
      Batch.Floats found = inference.run(images(40));

      assertThat(found.count()).isEqualTo(40);
      for (int i = 0; i < 40; i++) {
        assertThat(found.example(i)).containsExactly(2 * i, 40, 600);
      }
      assertThat(inference.run(images(1)).values()).containsExactly(0, 40, 600);
    }
  }

  @Test
  void networksOfOneProcessHaveTheirOwnVariables() {
    new SavedModelFolder(SIDE, 1, 10, 100).write(folder.resolve("a"));
    Architecture first = at(folder.resolve("a"));
    new SavedModelFolder(SIDE, 4, 5, 6).write(folder.resolve("b"));
    Architecture second = at(folder.resolve("b"));

    try (InferenceNetwork a = engine.infer(first, Weights.empty(), Placement.cpu(1));
        InferenceNetwork b = engine.infer(second, Weights.empty(), Placement.cpu(1))) {
      assertThat(a.run(images(1)).values()).containsExactly(0, 40, 600);
      assertThat(b.run(images(1)).values()).containsExactly(0, 20, 36);
      assertThat(a.run(images(1)).values()).containsExactly(0, 40, 600);
    }
  }

  private static Architecture at(Path model) {
    return new SavedModelBackbone(
            new SavedModelBackbone.Settings(
                model,
                "serving_default",
                Optional.empty(),
                Optional.empty(),
                InputScaling.of(Preprocessing.RAW)))
        .architecture(ImageSize.rgb(SIDE, SIDE));
  }

  @Test
  void takesBytesIfItIsMadeForThem() {
    new SavedModelFolder(SIDE, 1, 10, 100)
        .write(
            folder,
            model -> {
              var graph = model.getGraphDefBuilder();
              NodeDef.Builder placeholder =
                  graph.getNodeBuilderList().stream()
                      .filter(node -> node.getName().equals("images"))
                      .findFirst()
                      .orElseThrow();
              NodeDef floats =
                  placeholder
                      .clone()
                      .setName("floats")
                      .setOp("Cast")
                      .clearAttr()
                      .addInput("images")
                      .putAttr("SrcT", type(DataType.DT_UINT8))
                      .putAttr("DstT", type(DataType.DT_FLOAT))
                      .build();
              placeholder.putAttr("dtype", type(DataType.DT_UINT8));
              graph.getNodeBuilderList().stream()
                  .filter(node -> node.getInputList().contains("images"))
                  .forEach(node -> node.setInput(node.getInputList().indexOf("images"), "floats"));
              graph.addNode(floats);
              var signature = model.getSignatureDefOrThrow("serving_default").toBuilder();
              signature.putInputs(
                  "images",
                  signature.getInputsOrThrow("images").toBuilder()
                      .setDtype(DataType.DT_UINT8)
                      .build());
              model.putSignatureDef("serving_default", signature.build());
            });

    try (InferenceNetwork inference = engine.infer(network(), Weights.empty(), Placement.cpu(1))) {
      assertThat(inference.run(images(200)).example(199)).containsExactly(398, 40, 600);
    }
  }

  private static org.tensorflow.proto.AttrValue type(DataType type) {
    return org.tensorflow.proto.AttrValue.newBuilder().setType(type).build();
  }

  @Test
  void aHeadIsTrainedOnItWhereItIsNotCutOff() {
    new SavedModelFolder(SIDE, 0.01f, 0.01f, 0.01f).write(folder);
    Architecture body = network();
    Architecture.Builder head = Architecture.builder("head", Input.features(body.outputShape()));
    head.add("scores", Dense.of(1));
    Architecture whole = body.then("whole", head.build());
    TrainingProgram program =
        new TrainingProgram(
            whole,
            Set.of("saved_model"),
            new SquaredError(),
            new PlainDescent(),
            OptionalDouble.empty(),
            new Randomness(1));
    TrainingBatch batch =
        new TrainingBatch(
            images(4),
            new Batch.Floats(4, Shape.of(1), new float[] {1, 2, 3, 4}),
            0,
            new long[] {0, 1, 2, 3});

    try (TrainingNetwork training =
        engine.train(program, Weights.initial(whole, 1), Placement.cpu(1))) {
      float first = training.step(batch, 0.05).loss();
      float last = first;
      for (int step = 0; step < 30; step++) {
        last = training.step(batch, 0.05).loss();
      }
      assertThat(last).isLessThan(0.5f * first);
      assertThat(training.weights().tensors()).containsOnlyKeys("scores/kernel", "scores/bias");
      try (InferenceNetwork inference = engine.infer(whole, training.weights(), Placement.cpu(1))) {
        float[] scores = inference.run(images(4)).values();
        float[] evaluated = training.evaluate(batch.inputs(), batch.targets()).scores().values();
        for (int i = 0; i < 4; i++) {
          assertThat(scores[i]).isCloseTo(evaluated[i], within(1e-5f));
        }
      }
    }
  }

  @Test
  void filesThatWereChangedSinceAreNotRun() throws IOException {
    new SavedModelFolder(SIDE, 1, 10, 100).write(folder);
    Architecture network = network();
    Path values = folder.resolve("variables/variables.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(values);
    bytes[0] ^= 1;
    Files.write(values, bytes);

    assertThatThrownBy(() -> engine.infer(network, Weights.empty(), Placement.cpu(1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(values + ": has SHA-256")
        .hasMessageContaining("changed or damaged");
  }

  @Test
  void variablesThatAreDamagedAreTold() throws IOException {
    new SavedModelFolder(SIDE, 1, 10, 100).write(folder);
    Path index = folder.resolve("variables/variables.index");
    Files.write(index, new byte[100]);
    Architecture network = network();

    assertThatThrownBy(
            () -> {
              try (InferenceNetwork inference =
                  engine.infer(network, Weights.empty(), Placement.cpu(1))) {
                inference.run(images(1));
              }
            })
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(index + ": the variables cannot be restored: ");
  }

  @Test
  void anOperationThatTensorFlowDoesNotKnowIsTold() {
    new SavedModelFolder(SIDE, 1, 10, 100)
        .write(
            folder,
            model -> {
              model
                  .getGraphDefBuilder()
                  .addNode(NodeDef.newBuilder().setName("odd").setOp("OfAnotherVersion"));
              model.getGraphDefBuilder().getNodeBuilderList().stream()
                  .filter(node -> node.getName().equals("features"))
                  .forEach(node -> node.addInput("^odd"));
            });
    Architecture network = network();

    assertThatThrownBy(() -> engine.infer(network, Weights.empty(), Placement.cpu(1)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("TensorFlow does not take its graph: ")
        .hasMessageContaining("OfAnotherVersion");
  }
}
