package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.experiment.Experiment;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolvedExperimentTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  @Test
  void everyDefaultIsWrittenOut() {
    assertThat(files.read(SMALL + "fine_tuning: {epochs: 1}\n").experiment().resolved())
        .isEqualTo(
            """
            # This experiment with all its settings. It can be run again from any folder.
            version: 1
            name: x
            seed: 42
            data:
              type: shapes
              classes: [circle, square]
              training: 4
              validation: 4
              image_size: [16, 16]
              channels: 3
              difficulty: 0.5
            backbone:
              type: sequential
              engine: tensorflow
              weights: none
              freeze: none
              layers:
              - type: conv2d
                name: first
                filters: 2
                kernel_size: [3, 3]
                strides: [1, 1]
                padding: valid
                use_bias: true
                activation: linear
                kernel_initializer: glorot_uniform
              - type: max_pooling2d
                pool_size: [2, 2]
                padding: valid
              offset: 0.0
            augmentations: []
            head: {type: logit, dropout: 0.0, threshold: 0.5}
            loss: {type: binary_cross_entropy, label_smoothing: 0.0}
            start_from: none
            training:
              epochs: 2
              batch_size: 32
              optimizer: {type: adam, learning_rate: 0.001, beta_1: 0.9, beta_2: 0.999, epsilon: 1.0E-7}
              batch_normalization: training
            fine_tuning:
            - epochs: 1
              batch_size: 32
              freeze: none
              optimizer: {type: adam, learning_rate: 1.0E-4, beta_1: 0.9, beta_2: 0.999, epsilon: 1.0E-7}
              batch_normalization: training
            runner: {type: cpu, threads: 0}
            output: FOLDER/runs/x
            """
                .replace("FOLDER", folder.toString()));
  }

  @Test
  void readAgainElsewhereItIsTheSameExperiment() {
    files.write("pictures/a/1.png", "");
    files.write("pictures/a/2.png", "");
    files.write("pictures/b: 'c' #/1.png", "");
    files.write("pictures/b: 'c' #/2.png", "");
    Experiment first =
        files
            .read(
                """
                name: "no: 'way' #1"
                data: {type: folder, path: pictures, image_size: 12, validation_split: 0.5}
                backbone: {type: sequential, layers: [flatten, {type: dense, units: 3, name: '1'}]}
                augmentations: [{type: zoom, range: 0.125}, {type: shift, width: 0.1}]
                head: softmax
                training: {epochs: 1, clip_norm: 0.5, optimizer: rmsprop, cached_variants: 4}
                fine_tuning:
                  - {epochs: 2}
                  - {epochs: 3, freeze: {until: flatten}, cached_variants: 2}
                output: out
                """)
            .experiment();

    Experiment again =
        files.read(files.write("deeper/still/experiment.yaml", first.resolved())).experiment();

    assertThat(again.resolved()).isEqualTo(first.resolved());
    assertThat(again.name()).isEqualTo("no: 'way' #1");
    assertThat(again.network()).isEqualTo(first.network());
    assertThat(again.data().labels()).isEqualTo(first.data().labels());
    assertThat(again.input()).isEqualTo(first.input());
    assertThat(again.output()).isEqualTo(folder.resolve("out"));
    assertThat(again.phases()).usingRecursiveComparison().isEqualTo(first.phases());
    assertThat(again.augmentations()).usingRecursiveComparison().isEqualTo(first.augmentations());
    assertThat(again.loss()).usingRecursiveComparison().isEqualTo(first.loss());
  }

  @Test
  void aRunsOwnFileCanBeRunAgainInItsPlace() {
    String resolved = files.read(SMALL).experiment().resolved();

    assertThat(files.problems(files.write("runs/x/experiment.yaml", resolved))).isEmpty();
  }
}
