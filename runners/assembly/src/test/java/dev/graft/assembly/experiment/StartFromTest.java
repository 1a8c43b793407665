package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.weights.Weights;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.model.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartFromTest {
  private static final String GOING_ON = SMALL + "start_from: runs/x\noutput: runs/y\n";

  @TempDir private Path folder;
  private final Graft graft = Graft.fromClassPath();
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  /** What a training of the file would leave, with initial values in place of trained ones. */
  private Weights finished(String text) {
    Experiment experiment = files.read(text).experiment();
    Weights weights = Weights.initial(experiment.network(), 77);
    files.write("runs/x/experiment.yaml", experiment.resolved());
    ModelFolder.write(
        folder.resolve("runs/x/model"),
        new SavedModel(
            experiment.name(),
            experiment.network(),
            experiment.data().labels(),
            experiment.decision(),
            experiment.input(),
            weights),
        graft.layerTypes());
    return weights;
  }

  @Test
  void theWholeNetworkBeginsWithTheRunsWeights() {
    Weights trained = finished(SMALL);

    AssembledExperiment assembled = files.read(GOING_ON);

    Experiment experiment = assembled.experiment();
    assertThat(experiment.initialWeights()).isEqualTo(trained);
    assertThat(experiment.start().description()).isEqualTo("the run " + folder.resolve("runs/x"));
    assertThat(experiment.provenance())
        .containsEntry(
            "start_from",
            Map.of(
                "run",
                folder.resolve("runs/x").toString(),
                "experiment",
                "x",
                "weights_sha256",
                trained.sha256()));
    assertThat(experiment.phases().get(0).freeze()).isEqualTo(new Freeze.None());
    assertThat(assembled.warnings()).isEmpty();
  }

  @Test
  void withoutARunTheBackbonesWeightsAndANewHeadAreBegunWith() {
    Experiment experiment = files.read(SMALL + "start_from: none\n").experiment();

    assertThat(experiment.startFrom()).isEmpty();
    assertThat(experiment.initialWeights()).isEqualTo(Weights.initial(experiment.network(), 42));
    assertThat(experiment.provenance()).doesNotContainKey("start_from");
  }

  @Test
  void theBackbonesOwnWeightsAreNotLookedFor() {
    Weights trained = finished(SMALL);

    Experiment experiment =
        files
            .read(GOING_ON.replace("sequential", "sequential\n  weights: not/there.h5"))
            .experiment();

    assertThat(experiment.initialWeights()).isEqualTo(trained);
  }

  @Test
  void onTheCommandLineThePathBeginsAtTheWorkingDirectory() {
    Weights trained = finished(SMALL);
    Path fromHere = Path.of("").toAbsolutePath().relativize(folder.resolve("runs/x"));

    Experiment experiment =
        files.read(SMALL, "start_from='" + fromHere + "'", "output=elsewhere").experiment();

    assertThat(experiment.initialWeights()).isEqualTo(trained);
  }

  @Test
  void whatTheRunFrozeAtLastStaysFrozen() {
    String frozen = SMALL.replace("type: sequential", "type: sequential\n  freeze: all");

    finished(frozen);
    AssembledExperiment afterTraining = files.read(GOING_ON);
    assertThat(afterTraining.experiment().phases().get(0).freeze()).isEqualTo(new Freeze.All());
    // They hold what the run knows, not random values.
    assertThat(afterTraining.warnings()).isEmpty();

    files.write(
        "runs/x/experiment.yaml",
        files
            .read(frozen + "fine_tuning: [{epochs: 1}, {epochs: 1, freeze: {until: first}}]\n")
            .experiment()
            .resolved());
    assertThat(files.read(GOING_ON).experiment().phases().get(0).freeze())
        .isEqualTo(new Freeze.Until("first"));

    files.write(
        "runs/x/experiment.yaml",
        files
            .read(
                frozen + "fine_tuning: {epochs: 1, freeze: {layers: 1}, gradual_unfreezing: {}}\n",
                "backbone.layers=[{type: conv2d, filters: 2, kernel_size: 3, name: first},"
                    + " {type: conv2d, filters: 2, kernel_size: 3, name: second}]")
            .experiment()
            .resolved());
    AssembledExperiment afterUnfreezing = files.read(GOING_ON);
    assertThat(afterUnfreezing.experiment().phases().get(0).freeze())
        .isEqualTo(new Freeze.Layers(1));
    assertThat(afterUnfreezing.experiment().resolved()).contains("freeze: {layers: 1}");
  }

  @Test
  void theFileMayFreezeOtherwise() {
    finished(SMALL.replace("type: sequential", "type: sequential\n  freeze: all"));

    assertThat(
            files
                .read(GOING_ON.replace("type: sequential", "type: sequential\n  freeze: none"))
                .experiment()
                .phases()
                .get(0)
                .freeze())
        .isEqualTo(new Freeze.None());
  }

  @Test
  void aRunWhoseFileIsLostNeedsTheFreezing() throws IOException {
    finished(SMALL);
    Files.delete(folder.resolve("runs/x/experiment.yaml"));

    assertThat(files.problems(GOING_ON))
        .containsExactly(
            "x.yaml:9:13: start_from: runs/x/experiment.yaml: does not say which layers its last"
                + " phase froze; say it here: backbone.freeze");
    assertThat(
            files.problems(
                GOING_ON.replace("type: sequential", "type: sequential\n  freeze: none")))
        .isEmpty();
  }

  @Test
  void theResolvedFileGoesOnFromTheSameRun() {
    Weights trained =
        finished(SMALL.replace("type: sequential", "type: sequential\n  freeze: all"));
    Experiment first = files.read(GOING_ON).experiment();

    Experiment again =
        files.read(files.write("deeper/experiment.yaml", first.resolved())).experiment();

    assertThat(first.resolved())
        .contains("start_from: " + folder.resolve("runs/x"), "freeze: all", "weights: none");
    assertThat(again.resolved()).isEqualTo(first.resolved());
    assertThat(again.initialWeights()).isEqualTo(trained);
  }

  @Test
  void aFolderThatIsNotThere() {
    files.write("runs/alpacas/x", "");

    assertThat(files.problems(GOING_ON.replace("runs/x", "runs/alpaca")))
        .containsExactly(
            "x.yaml:9:13: start_from: runs/alpaca: there is no such folder; expected the folder of"
                + " a finished run, as `graft train` leaves it; did you mean 'alpacas'?");
  }

  @Test
  void aFolderThatIsNoFinishedRun() {
    files.write("runs/x/notes.txt", "");
    assertThat(files.problems(GOING_ON))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:13: start_from: runs/x: is not a run's folder");

    files.write("runs/x/experiment.yaml", SMALL);
    assertThat(files.problems(GOING_ON))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:13: start_from: runs/x: holds no model: its training has not");
  }

  @Test
  void aDamagedModel() {
    finished(SMALL);
    files.write("runs/x/model/weights.safetensors", "weights");

    assertThat(files.problems(GOING_ON))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:13: start_from: runs/x/model/weights.safetensors: ");
  }

  @Test
  void otherClasses() {
    finished(SMALL);

    assertThat(files.problems(GOING_ON.replace("square", "cross")))
        .containsExactly(
            "x.yaml:9:13: start_from: runs/x: its classes are circle, square; expected those of"
                + " the data: circle, cross; for a new head on its backbone leave start_from out,"
                + " and give backbone.weights runs/x/model/weights.safetensors");
    assertThat(
            files.problems(
                SMALL
                    .replace("square", "cross")
                    .replace(
                        "type: sequential",
                        "type: sequential\n  weights: runs/x/model/weights.safetensors"),
                "output=elsewhere"))
        .isEmpty();
  }

  @Test
  void layersOfOtherShapesAreNamed() {
    finished(SMALL);

    assertThat(files.problems(GOING_ON.replace("filters: 2", "filters: 3")))
        .contains(
            "x.yaml:9:13: start_from: runs/x: layer 'first', kernel: found shape (3, 3, 3, 2);"
                + " expected shape (3, 3, 3, 3)")
        .allSatisfy(line -> assertThat(line).startsWith("x.yaml:9:13: start_from: runs/x: layer '"))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("logits', kernel: found shape (2, 1); expected shape (3, 1)"));
  }

  @Test
  void layersThatOnlyOneOfThemHasAreNamed() {
    finished(SMALL);
    String conv = "- {type: conv2d, filters: 2, kernel_size: 3, name: first}";

    assertThat(files.problems(GOING_ON.replace("name: first", "name: other")))
        .containsExactly(
            "x.yaml:9:13: start_from: runs/x: layer 'other', kernel: no value; expected shape (3,"
                + " 3, 3, 2)",
            "x.yaml:9:13: start_from: runs/x: layer 'other', bias: no value; expected shape (2)",
            "x.yaml:9:13: start_from: runs/x: layer 'first': this experiment's network has no such"
                + " layer; expected all layers of the run");
    assertThat(files.problems(GOING_ON.replace(conv, conv + "\n    - {type: batch_normalization}")))
        .anySatisfy(
            line -> assertThat(line).contains("layer 'batch_normalization', gamma: no value"));
  }

  @Test
  void whatMakesTheSameWeightsAnswerOtherwiseIsWarnedOf() {
    finished(SMALL);

    assertThat(
            files
                .read(
                    GOING_ON
                        .replace("type: sequential", "type: sequential\n  scale: 0.5")
                        .replace("kernel_size: 3,", "kernel_size: 3, activation: relu,"))
                .warnings())
        .extracting(Problem::toString)
        .allSatisfy(line -> assertThat(line).contains("x.yaml:10:13: start_from: layer '"))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .endsWith(
                        "'rescaling': scale was 0.00392156862745098 in the run, and is 0.5 here"),
            line ->
                assertThat(line)
                    .endsWith("'first': activation was LINEAR in the run, and is RELU here"));
  }

  @Test
  void whatOnlyTrainingFeelsMayChange() {
    finished(SMALL);

    assertThat(
            files
                .read(
                    GOING_ON
                        .replace("{type: logit}", "{type: logit, dropout: 0.5}")
                        .replace(
                            "kernel_size: 3,", "kernel_size: 3, kernel_initializer: he_uniform,"))
                .warnings())
        .isEmpty();
  }

  @Test
  void picturesThatTheRunLearntFromAreNotJudgedByUnsaid() {
    for (String picture : List.of("1", "2", "3", "4", "5", "6", "7", "8")) {
      files.write("pictures/cat/" + picture + ".png", "");
      files.write("pictures/dog/" + picture + ".png", "");
    }
    String pets =
        SMALL.replaceFirst(
            "data: .*",
            "data: {type: folder, path: pictures, image_size: 16, validation_split: 0.5}");
    finished(pets);
    String goingOn = pets + "start_from: runs/x\noutput: runs/y\n";

    assertThat(files.read(goingOn).warnings()).isEmpty();
    assertThat(files.read("seed: 43\n" + goingOn).warnings())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .matches(
            ".*x.yaml:10:13: start_from: with seed 42 it may have learnt from [1-8] of the 8"
                + " pictures to judge by; to judge by those it has not seen write seed: 42");
  }

  @Test
  void aRunIsNotReplacedByWhatStartsFromIt() {
    finished(SMALL);

    assertThat(files.problems(GOING_ON.replace("runs/y", "runs/x")))
        .singleElement()
        .asString()
        .contains("output: the run's folder runs/x is or holds the run that this one starts from");
    assertThat(files.problems(GOING_ON.replace("runs/y", "runs/x/more")))
        .singleElement()
        .asString()
        .contains("lies within the run that this one starts from");
  }

  @Test
  void whatIsOnlyLookedAtMayHaveLostItsRun() {
    Path file = files.write("x.yaml", GOING_ON);

    assertThat(graft.withoutWeights(file).data().labels().names())
        .containsExactly("circle", "square");
    assertThat(
            graft
                .withoutFiles(file, List.of(), new Labels(List.of("a", "b")))
                .network()
                .layerNames())
        .contains("first");
  }
}
