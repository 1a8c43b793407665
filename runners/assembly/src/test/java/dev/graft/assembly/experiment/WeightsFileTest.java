package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.training.model.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  private static String with(String weights) {
    return SMALL.replace("sequential", "sequential\n  weights: " + weights);
  }

  private Architecture small() {
    return files.read(SMALL).experiment().backbone();
  }

  @Test
  void areReadBeforeTrainingAndTheBackboneIsFrozen() throws IOException {
    Weights weights = Weights.initial(small(), 5);
    Safetensors.write(folder.resolve("w.safetensors"), weights, Map.of());

    Experiment experiment = files.read(with("w.safetensors")).experiment();

    assertThat(experiment.weights().load(experiment.backbone(), 42)).isEqualTo(weights);
    assertThat(experiment.weights().description())
        .isEqualTo(folder.resolve("w.safetensors").toString());
    assertThat(experiment.phases().get(0).freeze()).isEqualTo(new Freeze.All());
  }

  @Test
  void areReadOnce() throws IOException {
    Path file = Files.createFile(folder.resolve("w"));
    Architecture network = small();
    WeightsReader reader = mock(WeightsReader.class);
    when(reader.reads(file)).thenReturn(true);
    when(reader.read(any(), any(), any())).thenReturn(Weights.initial(network, 1));
    WeightsFile source = new WeightsFile(file, List.of(reader));

    assertThat(source.load(network, 1)).isSameAs(source.load(small(), 2));
    verify(reader, times(1)).read(any(), any(), any());
  }

  @Test
  void notesAreToldWhenCheckingAndAgainWhenLoading() throws IOException {
    Architecture larger =
        files
            .read(
                SMALL.replace(
                    "max_pooling2d}",
                    "max_pooling2d}\n    - {type: conv2d, filters: 3, kernel_size: 1}"))
            .experiment()
            .backbone();
    Safetensors.write(folder.resolve("w.safetensors"), Weights.initial(larger, 5), Map.of());

    AssembledExperiment assembled = files.read(with("w.safetensors"));

    assertThat(assembled.notes())
        .containsExactly(
            folder.resolve("w.safetensors")
                + ": 1 layer is left aside, which network 'sequential' does not have: 'conv2d'");
    Experiment experiment = assembled.experiment();
    List<String> notes = new ArrayList<>();
    experiment.weights().load(experiment.backbone(), 42, notes::add);
    assertThat(notes).isEqualTo(assembled.notes());
  }

  @Test
  void ofAnotherNetwork() throws IOException {
    Architecture other =
        files.read(SMALL.replace("filters: 2", "filters: 3")).experiment().backbone();
    Safetensors.write(folder.resolve("w.safetensors"), Weights.initial(other, 5), Map.of());

    assertThat(files.problems(with("w.safetensors")))
        .isNotEmpty()
        .allSatisfy(
            line -> assertThat(line).startsWith("x.yaml:4:12: backbone.weights: w.safetensors: "))
        .anySatisfy(
            line -> assertThat(line).contains("first", "kernel", "(3, 3, 3, 3)", "(3, 3, 3, 2)"));
  }

  @Test
  void manyProblemsAreToldInFewLines() throws IOException {
    Path file = Files.createFile(folder.resolve("w"));
    WeightsReader reader = mock(WeightsReader.class);
    when(reader.reads(file)).thenReturn(true);
    when(reader.read(any(), any(), any()))
        .thenThrow(new ProblemException(Collections.nCopies(40, Problem.at("w", "wrong"))));

    assertThatThrownBy(() -> new WeightsFile(file, List.of(reader)).load(small(), 1))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problems()).hasSize(6);
              assertThat(e.problems().get(5).what()).isEqualTo("and 35 more such problems");
            });
  }

  @Test
  void thatAreNotThereWithSimilarNames() {
    files.write("mobilenet.h5", "");

    assertThat(files.problems(with("mobilnet.h5")))
        .containsExactly(
            "x.yaml:4:12: backbone.weights: mobilnet.h5: no such file; expected a file with the"
                + " backbone's weights, or none; did you mean 'mobilenet.h5'?");
  }

  @Test
  void ofAFormatThatNobodyReads() {
    files.write("w.txt", "weights");

    assertThat(files.problems(with("w.txt")))
        .singleElement()
        .asString()
        .startsWith(
            "x.yaml:4:12: backbone.weights: w.txt: is of a format that no plugin reads; expected")
        .contains("Keras HDF5 weights");
  }

  @Test
  void thatAreAFolder() {
    files.write("w/x", "");

    assertThat(files.problems(with("w")))
        .singleElement()
        .asString()
        .contains("backbone.weights: w: is a folder");
  }
}
