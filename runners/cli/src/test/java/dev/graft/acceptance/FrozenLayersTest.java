package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import dev.graft.architectures.KerasHdf5WeightsReader;
import dev.graft.architectures.MobileNetV2;
import dev.graft.assembly.Graft;
import dev.graft.cli.CommandLineRun;
import dev.graft.testkit.files.SharedFolder;
import dev.graft.training.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Frozen means frozen, on real weights and pictures: first the whole backbone, then a part of it.
 */
@Tag("shared")
class FrozenLayersTest {
  private static final String LAST_FROZEN = "block_12_add";

  @TempDir private Path folder;

  private Path train(String name) {
    Path run = folder.resolve(name);
    CommandLineRun training =
        CommandLineRun.graft(
            "train",
            "../../configs/alpaca-mobilenetv2.yaml",
            "--set",
            "data.path='" + SharedFolder.folder("data/alpaca") + "'",
            "--set",
            "data.image_size=96",
            "--set",
            "backbone.weights='" + weightsFile() + "'",
            "--set",
            "training.epochs=1",
            "--set",
            "fine_tuning={epochs: 2, freeze: {until: %s}, optimizer: {type: adam}}"
                .formatted(LAST_FROZEN),
            "--output",
            run.toString());
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    return run;
  }

  private static Path weightsFile() {
    return SharedFolder.file("weights/mobilenet_v2_0.35_224_no_top.h5");
  }

  @Test
  void frozenLayersKeepEveryBitAndTheOthersLearn() throws IOException {
    Architecture backbone =
        new MobileNetV2(new MobileNetV2.Settings(0.35)).architecture(ImageSize.rgb(96, 96));
    Set<String> frozen = new Freeze.Until(LAST_FROZEN).frozenLayers(backbone);
    Weights published = new KerasHdf5WeightsReader().read(weightsFile(), backbone);

    Path run = train("one");

    Weights trained =
        ModelFolder.read(run.resolve("model"), Graft.fromClassPath().layerTypes()).weights();
    int kept = 0;
    int learnt = 0;
    for (Map.Entry<String, FloatTensor> tensor : published.tensors().entrySet()) {
      String layer = tensor.getKey().substring(0, tensor.getKey().lastIndexOf('/'));
      FloatTensor now = trained.tensors().get(tensor.getKey());
      if (frozen.contains(layer)) {
        // Batch-norm statistics are among them.
        assertThat(now).as(tensor.getKey()).isEqualTo(tensor.getValue());
        kept++;
      } else {
        assertThat(now).as(tensor.getKey()).isNotEqualTo(tensor.getValue());
        learnt++;
      }
    }
    assertThat(kept).isPositive();
    assertThat(learnt).isPositive();

    Path again = train("again");

    assertThat(again.resolve("metrics.csv"))
        .hasBinaryContent(Files.readAllBytes(run.resolve("metrics.csv")));
  }
}
