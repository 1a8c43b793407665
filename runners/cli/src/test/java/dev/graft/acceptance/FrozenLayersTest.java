package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.assembly.Graft;
import dev.graft.cli.CommandLineRun;
import dev.graft.engines.EngineUnderTest;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Frozen means frozen, batch-norm statistics included, on every engine: first the whole backbone,
 * then a part of it.
 */
class FrozenLayersTest {
  private static final String PAINTED =
      """
      name: painted
      data: {type: shapes, training: 96, validation: 24, image_size: 64}
      backbone: {type: mobilenet_v2, alpha: 0.35, weights: start.safetensors}
      augmentations: [{type: flip, direction: horizontal}]
      head: {type: softmax, dropout: 0.2}
      training: {epochs: 1, batch_size: 16}
      """;

  /** Random weights come with no statistics that hold: without the batches' nothing would learn. */
  private static final String[] LEARN_STATISTICS = {
    "--set", "fine_tuning.batch_normalization=training"
  };

  @TempDir private Path folder;

  private Path train(Path file, String name, EngineUnderTest engine, String until, String... more) {
    Path run = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                file.toString(),
                "--set",
                "backbone.engine=" + engine.component(),
                "--set",
                "training.epochs=1",
                "--set",
                "fine_tuning={epochs: 2, freeze: {until: %s}, optimizer: {type: adam}}"
                    .formatted(until),
                "--output",
                run.toString()));
    arguments.addAll(List.of(more));
    CommandLineRun training = CommandLineRun.graft(arguments.toArray(String[]::new));
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    return run;
  }

  /**
   * The layers up to one are as before, to the last bit; all others have learnt, the statistics of
   * batch normalisation only where they were to.
   */
  private static void assertKept(
      Path run, Architecture backbone, Weights before, String until, boolean allStatistics) {
    Weights trained =
        ModelFolder.read(run.resolve("model"), Graft.fromClassPath().layerTypes()).weights();
    int last = backbone.layerNames().indexOf(until);
    int keptStatistics = 0;
    int learnt = 0;
    for (Map.Entry<String, FloatTensor> tensor : before.tensors().entrySet()) {
      String layer = tensor.getKey().substring(0, tensor.getKey().lastIndexOf('/'));
      FloatTensor now = trained.tensors().get(tensor.getKey());
      boolean statistic = tensor.getKey().matches(".*/moving_(mean|variance)");
      if (backbone.layerNames().indexOf(layer) <= last || (allStatistics && statistic)) {
        assertThat(now).as(tensor.getKey()).isEqualTo(tensor.getValue());
        keptStatistics += statistic ? 1 : 0;
      } else {
        assertThat(now).as(tensor.getKey()).isNotEqualTo(tensor.getValue());
        learnt++;
      }
    }
    assertThat(keptStatistics).isPositive();
    assertThat(learnt).isPositive();
  }

  private static void assertRepeated(Path run, Path again) throws IOException {
    assertThat(again.resolve("metrics.csv"))
        .hasBinaryContent(Files.readAllBytes(run.resolve("metrics.csv")));
  }

  @ParameterizedTest
  @EnumSource
  void ofAPaintedExperiment(EngineUnderTest engine) throws IOException {
    Path file = Files.writeString(folder.resolve("painted.yaml"), PAINTED);
    Architecture backbone =
        Graft.fromClassPath()
            .experiment(file, List.of("backbone.weights=none"))
            .experiment()
            .backbone();
    Weights start = Weights.initial(backbone, 5);
    Safetensors.write(folder.resolve("start.safetensors"), start, Map.of());

    Path run = train(file, "run", engine, "block_14_add", LEARN_STATISTICS);

    assertKept(run, backbone, start, "block_14_add", false);
    assertRepeated(run, train(file, "again", engine, "block_14_add", LEARN_STATISTICS));
  }

  /** Stage by stage, with rates of their own: what the last phase freezes was never touched. */
  @ParameterizedTest
  @EnumSource
  void throughGradualUnfreezing(EngineUnderTest engine) throws IOException {
    Path file = Files.writeString(folder.resolve("painted.yaml"), PAINTED);
    Architecture backbone =
        Graft.fromClassPath()
            .experiment(file, List.of("backbone.weights=none"))
            .experiment()
            .backbone();
    Weights start = Weights.initial(backbone, 5);
    Safetensors.write(folder.resolve("start.safetensors"), start, Map.of());

    Path run =
        train(
            file,
            "run",
            engine,
            "block_14_add",
            "--set",
            "fine_tuning.gradual_unfreezing={stages: 1}",
            "--set",
            "fine_tuning.layer_decay=0.5",
            "--set",
            "fine_tuning.schedule={type: cosine_decay}",
            "--set",
            "fine_tuning.batch_normalization=training");

    assertKept(run, backbone, start, "block_14_add", false);
    List<String> epochs = Files.readAllLines(run.resolve("metrics.csv"));
    assertThat(epochs.subList(1, epochs.size()))
        .extracting(line -> line.split(",", -1)[1])
        .containsExactly(
            "training",
            "fine_tuning_unfreezing_1",
            "fine_tuning_unfreezing_2",
            "fine_tuning",
            "fine_tuning");
  }

  @ParameterizedTest
  @EnumSource
  @Tag("shared")
  void ofPublishedWeights(EngineUnderTest engine) throws IOException {
    Path file = Path.of("../../configs/alpaca-mobilenetv2.yaml");
    Path weights = SharedFolder.file("weights/mobilenet_v2_0.35_224_no_top.h5");
    String[] settings = {
      "--set",
      "data.path='" + SharedFolder.folder("data/alpaca") + "'",
      "--set",
      "data.image_size=96",
      "--set",
      "backbone.weights='" + weights + "'"
    };

    Path run = train(file, "run", engine, "block_12_add", settings);

    Architecture backbone =
        Graft.fromClassPath().withoutWeights(run.resolve("experiment.yaml")).backbone();
    Weights published = new KerasHdf5WeightsReader().read(weights, backbone);
    assertKept(run, backbone, published, "block_12_add", true);
    assertRepeated(run, train(file, "again", engine, "block_12_add", settings));
  }
}
