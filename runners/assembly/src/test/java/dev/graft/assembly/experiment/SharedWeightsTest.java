package dev.graft.assembly.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real pictures and real weights, checked before any engine is used. */
@Tag("shared")
class SharedWeightsTest {
  private static final String ALPACA =
      """
      data: {type: folder, path: SHARED/data/alpaca, image_size: 96}
      backbone:
        type: mobilenet_v2
        alpha: 0.35
        weights: SHARED/weights/mobilenet_v2_0.35_224_no_top.h5
      head: {type: logit}
      training: {epochs: 1}
      """;

  @TempDir private Path folder;
  private String shared;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    shared = SharedFolder.folder("").toString();
    files = new ExperimentFolder(folder);
  }

  @Test
  void ofTheirOwnNetworkAreLoaded() {
    Experiment experiment = files.read(ALPACA.replace("SHARED", shared)).experiment();

    assertThat(experiment.data().labels().names()).containsExactly("alpaca", "not alpaca");
    assertThat(experiment.backbone().parameterCount()).isEqualTo(410_208);
    assertThat(experiment.phases().get(0).freeze()).isEqualTo(new Freeze.All());
    assertThat(
            experiment.weights().load(experiment.backbone(), 42).tensors().values().stream()
                .mapToLong(tensor -> tensor.values().length)
                .sum())
        .isEqualTo(410_208);
  }

  @Test
  void ofAnotherNetworkAreToldWithLayerAndShapes() {
    assertThat(files.problems(ALPACA.replace("SHARED", shared), "backbone.alpha=1"))
        .hasSizeBetween(1, 6)
        .allSatisfy(
            line ->
                assertThat(line)
                    .startsWith("x.yaml:5:12: backbone.weights: ")
                    .contains("mobilenet_v2_0.35_224_no_top.h5"))
        .anySatisfy(line -> assertThat(line).contains("layer 'Conv1'", "found shape"));
  }

  @Test
  void ofAnotherFamilyAreTold() {
    assertThat(
            files.problems(
                ALPACA.replace("SHARED", shared),
                "backbone={type: mobilenet, weights: "
                    + shared
                    + "/weights/squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5}"))
        .hasSizeBetween(1, 6)
        .allSatisfy(line -> assertThat(line).contains("backbone.weights: ", "squeezenet"));
  }
}
