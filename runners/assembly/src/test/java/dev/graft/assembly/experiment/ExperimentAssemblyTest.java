package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Decision;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.AssembledExperiment;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentAssemblyTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  @Test
  void aSmallExperimentGetsItsDefaults() {
    AssembledExperiment assembled = files.read(SMALL);
    Experiment experiment = assembled.experiment();

    assertThat(experiment.name()).isEqualTo("x");
    assertThat(experiment.seed()).isEqualTo(42);
    assertThat(experiment.data().labels().names()).containsExactly("circle", "square");
    assertThat(experiment.input().size()).hasToString("16x16x3");
    assertThat(experiment.backbone().layerNames())
        .containsExactly("rescaling", "first", "max_pooling2d");
    assertThat(experiment.network().outputShape()).isEqualTo(Shape.of(1));
    assertThat(experiment.weights().description()).isEqualTo("none");
    assertThat(experiment.decision()).isEqualTo(new Decision.Sigmoid(0.5));
    assertThat(experiment.loss().fits(experiment.decision())).isTrue();
    assertThat(experiment.augmentations()).isEmpty();
    assertThat(experiment.engineName()).isEqualTo("tensorflow");
    assertThat(experiment.output()).isEqualTo(folder.resolve("runs/x"));
    assertThat(experiment.provenance()).containsKeys("experiment_file", "plugins");
    assertThat(assembled.runner().getClass().getSimpleName()).isEqualTo("CpuRunner");
    assertThat(assembled.warnings()).isEmpty();
    assertThat(experiment.phases())
        .singleElement()
        .satisfies(
            phase -> {
              assertThat(phase.name()).isEqualTo("training");
              assertThat(phase.epochs()).isEqualTo(2);
              assertThat(phase.batchSize()).isEqualTo(32);
              assertThat(phase.freeze()).isEqualTo(new Freeze.None());
              assertThat(phase.optimizer().learningRate()).isEqualTo(0.001);
              assertThat(phase.clipNorm()).isEmpty();
            });
  }

  @Test
  void fineTuningSeesAsManyVersionsAsTrainingUnlessItSaysOtherwise() {
    String varied = SMALL.replace("training: {", "training: {cached_variants: 3, ");
    String phases = "fine_tuning: [{epochs: 1}, {epochs: 1, cached_variants: 5}]\n";

    assertThat(files.read(varied + "augmentations: [flip]\n" + phases).experiment().phases())
        .extracting(Phase::cachedVariants)
        .containsExactly(OptionalInt.of(3), OptionalInt.of(3), OptionalInt.of(5));
    assertThat(files.read(SMALL + "augmentations: [flip]\n").experiment().phases())
        .extracting(Phase::cachedVariants)
        .containsExactly(OptionalInt.empty());
    assertThat(files.read(varied + phases).warnings())
        .extracting(Problem::toString)
        .hasSize(2)
        .allMatch(text -> text.contains("cached_variants: there are no augmentations"));
  }

  @Test
  void everySectionIsHeard() {
    Experiment experiment =
        files
            .read(
                """
                name: everything
                seed: 7
                data: {type: shapes, training: 8, validation: 8, image_size: [20, 24], channels: 1}
                backbone:
                  type: sequential
                  engine: tensorflow
                  weights: none
                  freeze: {until: rescaling}
                  layers: [{type: conv2d, filters: 2, kernel_size: 3}, flatten]
                augmentations:
                  - {type: flip, direction: both}
                  - {type: rotate, degrees: 10}
                  - flip
                head: {type: softmax, dropout: 0.5}
                loss: {type: categorical_cross_entropy, label_smoothing: 0.1}
                training:
                  epochs: 3
                  batch_size: 4
                  optimizer: {type: sgd, learning_rate: 0.5, momentum: 0.9, nesterov: true}
                  clip_norm: 1
                fine_tuning:
                  - {epochs: 1, freeze: all}
                  - {epochs: 2, batch_size: 2, optimizer: {type: adamw, learning_rate: 0.25}}
                runner: {type: cpu, threads: 1}
                output: here/it/is
                """)
            .experiment();

    assertThat(experiment.name()).isEqualTo("everything");
    assertThat(experiment.seed()).isEqualTo(7);
    assertThat(experiment.input().size()).hasToString("20x24x1");
    assertThat(experiment.augmentations())
        .extracting(NamedAugmentation::name)
        .containsExactly("0:flip", "1:rotate", "2:flip");
    assertThat(experiment.decision()).isEqualTo(new Decision.Softmax());
    assertThat(experiment.network().outputShape()).isEqualTo(Shape.of(4));
    assertThat(experiment.output()).isEqualTo(folder.resolve("here/it/is"));
    assertThat(experiment.phases())
        .extracting(
            Phase::name,
            Phase::epochs,
            Phase::batchSize,
            Phase::freeze,
            phase -> phase.optimizer().learningRate(),
            Phase::clipNorm)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "training", 3, 4, new Freeze.Until("rescaling"), 0.5, OptionalDouble.of(1)),
            org.assertj.core.groups.Tuple.tuple(
                "fine_tuning", 1, 4, new Freeze.All(), 0.0001, OptionalDouble.empty()),
            org.assertj.core.groups.Tuple.tuple(
                "fine_tuning_2", 2, 2, new Freeze.None(), 0.25, OptionalDouble.empty()));
  }

  @Test
  void frozenLayersWithoutWeightsAreWarnedOf() {
    AssembledExperiment assembled =
        files.read(SMALL.replace("type: sequential", "type: sequential\n  freeze: all"));

    assertThat(assembled.warnings())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .endsWith(
            "x.yaml:4:11: backbone.freeze: the frozen layers hold 56 random values, which training"
                + " will not change; give backbone.weights a file, or write freeze: none");
  }

  @Test
  void frozenLayersWithoutParametersAreFine() {
    assertThat(
            files
                .read(
                    SMALL.replace(
                        "type: sequential", "type: sequential\n  freeze: {until: rescaling}"))
                .warnings())
        .isEmpty();
  }
}
