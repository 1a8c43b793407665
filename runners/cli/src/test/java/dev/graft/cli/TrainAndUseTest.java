package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small training with TensorFlow, and everything a user does with what it leaves. */
class TrainAndUseTest {
  private static final String EXPERIMENT =
      """
      name: tiny
      seed: 7
      data: {type: shapes, classes: [circle, cross], training: 24, validation: 12, image_size: 16}
      backbone:
        type: sequential
        layers:
          - {type: conv2d, filters: 4, kernel_size: 3, activation: relu}
          - {type: max_pooling2d}
      head: {type: logit}
      training: {epochs: 2, batch_size: 8, optimizer: {type: adam, learning_rate: 0.01}}
      metrics: [auc, {type: f1, label: circle}]
      listeners: [{type: early_stopping, monitor: validation_auc, patience: 5}]
      output: run
      """;

  @TempDir private static Path folder;

  private static Path file;
  private static Path run;
  private static CommandLineRun training;

  @BeforeAll
  static void train() throws IOException {
    file = Files.writeString(folder.resolve("tiny.yaml"), EXPERIMENT);
    run = folder.resolve("run");
    training = graft("train", file.toString());
  }

  @Test
  void trainingTellsItsPlanItsProgressAndHowToGoOn() {
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out())
        .contains("24 pictures to learn from, 12 to judge by, as images of 16x16x3")
        .containsPattern("circle +12 +6\n")
        .contains("2 epochs of 3 steps, batch size 8, adam, learning rate 0.01")
        .containsPattern("\n  metrics +auc, f1_circle\n  listeners +early_stopping\n")
        .containsPattern("\nEpoch 1/2  loss 0\\.\\d{4}  accuracy 0\\.\\d{4}  val_loss ")
        .containsPattern(
            "\nEpoch 2/2  loss .*  val_auc [01]\\.\\d{4}  val_f1_circle [01]\\.\\d{4}  lr ")
        .containsPattern(
            "\nValidation accuracy \\d\\.\\d{4}, loss \\d\\.\\d{4}, auc [01]\\.\\d{4}, f1_circle [01]\\.\\d{4} \\(12 pictures\\)")
        .contains("\nSelf-check passed: ")
        .contains("\nThe model is in " + run.resolve("model"))
        .contains("\n  graft predict " + run + " picture.jpg")
        .contains("\n  graft evaluate " + run + " --mistakes " + run + "-mistakes");
    assertThat(training.out()).doesNotContain("\u001b", "\r\u001b");
  }

  @Test
  void aFinishedRunIsNotReplacedUnasked() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("metrics.csv"));

    CommandLineRun again = graft("train", file.toString());

    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.errLines())
        .singleElement()
        .asString()
        .contains("holds a finished run", "--overwrite", "--output");
    assertThat(run.resolve("metrics.csv")).hasBinaryContent(before);
  }

  @Test
  void anotherFolderOrOverwritingGivesTheSameMetrics() throws IOException {
    Path other = folder.resolve("other: 'run'");

    assertThat(graft("train", file.toString(), "--output", other.toString()).exitCode()).isZero();
    assertThat(other.resolve("metrics.csv"))
        .hasBinaryContent(Files.readAllBytes(run.resolve("metrics.csv")));
    CommandLineRun overwriting =
        graft(
            "train",
            file.toString(),
            "--output",
            other.toString(),
            "--overwrite",
            "--set",
            "training.epochs=1");

    assertThat(overwriting.exitCode()).isZero();
    assertThat(Files.readAllLines(other.resolve("metrics.csv"))).hasSize(2);
  }

  @Test
  void evaluationAgreesWithTheTraining() {
    CommandLineRun evaluation = graft("evaluate", run.toString());

    assertThat(evaluation.err()).isEmpty();
    assertThat(evaluation.exitCode()).isZero();
    String accuracy =
        training.out().replaceAll("(?s).*Validation accuracy (.*) \\(12 pictures.*", "accuracy $1");
    assertThat(evaluation.outLines().get(0)).isEqualTo("12 pictures: " + accuracy);
    assertThat(evaluation.out()).contains("class ", "recall", "precision", "is \\ taken for");
  }

  @Test
  void picturesAreAnsweredAndUnreadableOnesTold() throws IOException {
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    ImageIO.write(
        new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB),
        "png",
        pictures.resolve("a.png").toFile());
    Files.writeString(pictures.resolve("b.jpg"), "no picture");
    ImageIO.write(
        new BufferedImage(20, 50, BufferedImage.TYPE_INT_RGB),
        "jpg",
        pictures.resolve("c.jpg").toFile());

    CommandLineRun answers =
        graft("predict", run.toString(), pictures.toString(), folder.resolve("d.png").toString());

    assertThat(answers.exitCode()).isEqualTo(2);
    assertThat(answers.outLines()).hasSize(2);
    assertThat(answers.outLines().get(0))
        .matches(".*a\\.png: (circle|cross) (0\\.[5-9]\\d{3}|1\\.0000)");
    assertThat(answers.outLines().get(1)).contains("c.jpg: ");
    assertThat(answers.errLines()).hasSize(2);
    assertThat(answers.errLines().get(0)).contains("b.jpg");
    assertThat(answers.errLines().get(1)).contains("d.png", "no such file");

    CommandLineRun csv =
        graft("predict", run.toString(), pictures.resolve("a.png").toString(), "--format", "csv");
    assertThat(csv.exitCode()).isZero();
    assertThat(csv.outLines().get(0))
        .isEqualTo("picture,class,probability,probability of circle,probability of cross");
    assertThat(csv.outLines()).hasSize(2);
  }

  @Test
  void mistakesAreWrittenAsPicturesThatPredictTheSame() throws IOException {
    Path mistakes = folder.resolve("mistakes");

    CommandLineRun evaluation =
        graft("evaluate", run.toString(), "--mistakes", mistakes.toString());

    assertThat(evaluation.exitCode()).isZero();
    List<Path> pictures;
    try (Stream<Path> files = Files.list(mistakes)) {
      pictures = files.sorted().toList();
    }
    assertThat(evaluation.out()).contains(NumberText.count(pictures.size(), "picture") + " in ");
    for (Path picture : pictures) {
      String taken = picture.getFileName().toString().replaceAll(".* taken for (\\w+) .*", "$1");
      assertThat(graft("predict", run.toString(), picture.toString()).out())
          .contains(".png: " + taken + " ");
    }
    assertThat(graft("evaluate", run.toString(), "--mistakes", mistakes.toString()).exitCode())
        .isEqualTo(pictures.isEmpty() ? 0 : 2);
  }

  @Test
  void otherPicturesAreJudgedByTheirFolders() throws IOException {
    Path data = folder.resolve("data");
    for (String name : List.of("circle", "cross")) {
      Path pictures = Files.createDirectories(data.resolve(name));
      ImageIO.write(
          new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB),
          "png",
          pictures.resolve("1.png").toFile());
    }

    CommandLineRun evaluation = graft("evaluate", run.toString(), "--data", data.toString());

    assertThat(evaluation.err()).isEmpty();
    assertThat(evaluation.exitCode()).isZero();
    // One black picture in both classes: one of the two answers is wrong.
    assertThat(evaluation.outLines().get(0)).startsWith("2 pictures: accuracy 0.5000, log loss ");

    Files.createDirectories(folder.resolve("unknown/crosses"));
    Files.copy(data.resolve("cross/1.png"), folder.resolve("unknown/crosses/1.png"));
    CommandLineRun unknown =
        graft("evaluate", run.toString(), "--data", folder.resolve("unknown").toString());
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("no class 'crosses'", "did you mean 'cross'?");
  }

  @Test
  void aLayerThatTheWeightsFileHasBeyondTheBackboneIsTold() throws IOException {
    Path weights = run.resolve("model/weights.safetensors");
    Path warm = folder.resolve("warm");
    String[] settings = {"--set", "backbone.weights=" + weights, "--set", "output=" + warm};

    CommandLineRun checked = graft(on("check", settings));
    CommandLineRun summary = graft(on("summary", settings));
    CommandLineRun trained = graft(on("train", settings));

    String note =
        weights + ": 1 layer is left aside, which network 'sequential' does not have: 'logits'";
    assertThat(checked.out()).startsWith("Note: " + note + "\n");
    assertThat(summary.out()).containsOnlyOnce("\n  " + note + "\n");
    assertThat(trained.out()).containsOnlyOnce("\n" + note + "\n");
    assertThat(Files.readString(warm.resolve("provenance.json"))).contains(note);
  }

  private static String[] on(String command, String[] settings) {
    return Stream.concat(Stream.of(command, file.toString()), Stream.of(settings))
        .toArray(String[]::new);
  }

  @Test
  void aRunHasASummaryToo() {
    CommandLineRun summary = graft("summary", run.toString());

    assertThat(summary.exitCode()).isZero();
    assertThat(summary.out())
        .contains("Model: \"tiny\"", "conv2d (Conv2D)", "Classes: circle, cross");
  }

  @Test
  void aFolderThatIsNoRunIsAProblem() {
    CommandLineRun answer = graft("predict", folder.toString(), "a.png");

    assertThat(answer.exitCode()).isEqualTo(2);
    assertThat(answer.err()).contains(folder.toString(), "run").doesNotContain("\tat ");
  }
}
