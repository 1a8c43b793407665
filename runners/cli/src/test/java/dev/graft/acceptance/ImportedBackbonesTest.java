package dev.graft.acceptance;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.weights.Weights;
import dev.graft.assembly.Graft;
import dev.graft.cli.CommandLineRun;
import dev.graft.testkit.files.TorchScriptFile;
import dev.graft.testkit.process.ChildJvm;
import dev.graft.training.model.ModelFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Networks from other libraries' files, as a user has them: checked, trained, used, gone on from.
 */
class ImportedBackbonesTest {
  private static final String SAVED_MODEL = "{type: saved_model, path: exported}";
  private static final String TORCHSCRIPT =
      "{type: torchscript, path: net.pt, engine: djl, preprocessing: tf, features: [12]}";

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    ConstantSavedModel.write(folder.resolve("exported"));
    TorchScriptFile.network(12).write(folder.resolve("net.pt"));
  }

  private Path experiment(String backbone, String more) throws IOException {
    return Files.writeString(
        folder.resolve("imported.yaml"),
        """
        seed: 7
        data: {type: shapes, classes: [circle, cross], training: 48, validation: 16, image_size: 16}
        backbone: %s
        head: {type: logit}
        training: {epochs: 3, batch_size: 8, optimizer: {type: adam, learning_rate: 0.01}}
        %s
        output: run
        """
            .formatted(backbone, more));
  }

  private static Weights weights(Path run) {
    return ModelFolder.read(run.resolve("model"), Graft.fromClassPath().layerTypes()).weights();
  }

  /** Trains, moves the run, takes away what the network came from, and uses the run. */
  private void trainedAndUsed(String backbone, List<String> originals, String layer)
      throws IOException {
    CommandLineRun training = graft("train", experiment(backbone, "").toString());
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out()).contains("Self-check passed: ");
    Path run = Files.move(folder.resolve("run"), folder.resolve("moved"));
    for (String original : originals) {
      Files.delete(folder.resolve(original));
    }
    assertThat(run.resolve("model/imported/" + layer)).isDirectory();

    CommandLineRun evaluation = graft("evaluate", run.toString());
    assertThat(evaluation.err()).isEmpty();
    String accuracy =
        training
            .out()
            .replaceAll("(?s).*Validation accuracy (\\S+), loss (\\S+) .*", "accuracy $1, loss $2");
    assertThat(evaluation.outLines().get(0)).isEqualTo("16 pictures: " + accuracy);

    Path picture = folder.resolve("a.png");
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    CommandLineRun prediction = graft("predict", run.toString(), picture.toString());
    assertThat(prediction.exitCode()).isZero();
    assertThat(prediction.out()).containsPattern("circle|cross");
    assertThat(graft("summary", run.toString()).out()).contains(layer + " (");
  }

  @Test
  void aSavedModelIsTrainedOnAndItsRunIsSelfContained() throws IOException {
    trainedAndUsed(SAVED_MODEL, List.of("exported/saved_model.pb"), "saved_model");
  }

  @Test
  void aTorchScriptFileIsTrainedOnAndItsRunIsSelfContained() throws IOException {
    trainedAndUsed(TORCHSCRIPT, List.of("net.pt"), "torchscript");
  }

  @Test
  void aCopyThatWasChangedIsNotUsed() throws IOException {
    graft("train", experiment(SAVED_MODEL, "").toString());
    Path copy = folder.resolve("run/model/imported/saved_model/saved_model.pb");
    byte[] bytes = Files.readAllBytes(copy);
    bytes[bytes.length / 2] ^= 1;
    Files.write(copy, bytes);

    for (String command : List.of("evaluate", "summary")) {
      CommandLineRun use = graft(command, folder.resolve("run").toString());
      assertThat(use.exitCode()).isEqualTo(2);
      assertThat(use.err()).contains(copy + ": has SHA-256 ", "changed or damaged");
    }
  }

  @Test
  void theFrozenNetworkStaysAndFineTuningTrainsAllOfIt() throws IOException {
    graft("train", experiment(TORCHSCRIPT, "").toString(), "--output", path("frozen"));
    CommandLineRun tuned =
        graft(
            "train",
            experiment(TORCHSCRIPT, "fine_tuning: {epochs: 2, freeze: none}").toString(),
            "--output",
            path("tuned"));
    assertThat(tuned.err()).isEmpty();

    Weights frozen = weights(folder.resolve("frozen"));
    Weights trained = weights(folder.resolve("tuned"));
    assertThat(frozen.get("torchscript", "gamma").values()).containsOnly(1.2f);
    for (String parameter : List.of("kernel", "gamma", "beta")) {
      assertThat(trained.get("torchscript", parameter))
          .as(parameter)
          .isNotEqualTo(frozen.get("torchscript", parameter));
    }
    assertThat(tuned.out()).contains("Self-check passed: ");
    CommandLineRun evaluation = graft("evaluate", path("tuned"));
    assertThat(evaluation.outLines().get(0))
        .isEqualTo(
            "16 pictures: "
                + tuned
                    .out()
                    .replaceAll(
                        "(?s).*Validation accuracy (\\S+), loss (\\S+) .*",
                        "accuracy $1, loss $2"));
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aRunCanBeGoneOnFrom() throws IOException {
    for (String backbone : List.of(SAVED_MODEL, TORCHSCRIPT)) {
      String first = path("first-" + backbone.length());
      graft("train", experiment(backbone, "").toString(), "--output", first);
      CommandLineRun next =
          graft(
              "train",
              experiment(backbone, "start_from: " + first).toString(),
              "--output",
              path("next-" + backbone.length()));

      assertThat(next.err()).isEmpty();
      String before =
          graft("evaluate", first).outLines().get(0).replaceAll(".*(accuracy .*)", "$1");
      assertThat(next.out()).contains("Training begins at validation " + before);
    }
  }

  @Test
  void theSummaryShowsOneLayer() throws IOException {
    String saved = graft("summary", experiment(SAVED_MODEL, "").toString()).out();
    assertThat(saved)
        .containsPattern("saved_model \\(SavedModel\\) +\\(None, 24\\) +1,152 +frozen\\b")
        .contains("Non-trainable params: 1,152 ");
    String file = experiment(TORCHSCRIPT, "fine_tuning: {epochs: 1, freeze: none}").toString();
    assertThat(graft("summary", file).out())
        .containsPattern("torchscript \\(TorchScript\\) +\\(None, 12\\) +372 +[^ ]*2\\b");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void lookingAtThemLoadsNoLibrary() throws IOException {
    for (String backbone : List.of(SAVED_MODEL, TORCHSCRIPT)) {
      String file = experiment(backbone, "").toString();
      for (String command : List.of("check", "summary")) {
        ChildJvm.Outcome outcome = ChildJvm.of(NativeLibrariesProbe.class).run(command, file);
        assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
        assertThat(outcome.output()).doesNotContain(NativeLibrariesProbe.LOADED);
      }
    }
  }

  @Test
  void anotherEngineIsToldWhereItIsNamed() throws IOException {
    assertProblem(
        "{type: saved_model, path: exported, engine: djl}",
        "",
        "imported.yaml:3:55: backbone.engine: a network from a SavedModel does not run on the engine"
            + " 'djl'; expected tensorflow; write engine: tensorflow");
    assertProblem(
        "{type: torchscript, path: net.pt, preprocessing: tf, features: [12]}",
        "",
        "backbone.engine: a network from a TorchScript file does not run on the engine 'tensorflow';"
            + " expected djl; write engine: djl");
    graft("train", experiment(TORCHSCRIPT, "").toString());
    assertThat(graft("evaluate", path("run"), "--engine", "tensorflow").err())
        .contains("a network from a TorchScript file runs on the engine djl only");
  }

  @Test
  void whatCannotBeFrozenOrTrainedIsToldWhereItIsAsked() throws IOException {
    assertProblem(
        "{type: saved_model, path: exported, freeze: none}",
        "",
        "imported.yaml:3:55: backbone.freeze: the network from the SavedModel cannot be trained: it is a graph that"
            + " TensorFlow Java cannot go back through; expected all; write freeze: all, or leave"
            + " it out");
    assertProblem(
        SAVED_MODEL,
        "fine_tuning: {epochs: 1, freeze: {until: block_12_add}}",
        "imported.yaml:6:34: fine_tuning.freeze: the network from the SavedModel is one layer, 'saved_model',"
            + " which cannot be frozen in part; expected all");
    assertProblem(
        TORCHSCRIPT,
        "fine_tuning: {epochs: 1, freeze: {until: torchscript}}",
        "imported.yaml:6:34: fine_tuning.freeze: the network from the TorchScript file is one layer, 'torchscript',"
            + " which cannot be frozen in part; expected all or none");
  }

  @Test
  void otherWeightsAreToldWhereTheyAreNamed() throws IOException {
    assertProblem(
        "{type: saved_model, path: exported, weights: imagenet}",
        "",
        "imported.yaml:3:56: backbone.weights: the network from the SavedModel has its weights in its files; expected"
            + " none; leave weights out");
    assertProblem(
        TORCHSCRIPT.replace("}", ", weights: imagenet}"),
        "",
        "backbone.weights: the network from the TorchScript file has its weights in its files");
  }

  @Test
  void theWeightsOfARunCanBeTakenForAnotherHead() throws IOException {
    graft(
        "train",
        experiment(TORCHSCRIPT, "fine_tuning: {epochs: 1, freeze: none}").toString(),
        "--output",
        path("tuned"));
    String weights = path("tuned/model/weights.safetensors");
    CommandLineRun next =
        graft(
            "train",
            experiment(TORCHSCRIPT.replace("}", ", weights: " + weights + "}"), "").toString());

    assertThat(next.err()).isEmpty();
    assertThat(weights(folder.resolve("run")).get("torchscript", "kernel"))
        .isEqualTo(weights(folder.resolve("tuned")).get("torchscript", "kernel"));
  }

  private void assertProblem(String backbone, String more, String problem) throws IOException {
    CommandLineRun check = graft("check", experiment(backbone, more).toString());

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err()).contains(problem).doesNotContain("\tat ");
  }
}
