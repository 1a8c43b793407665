package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.data.Example;
import dev.graft.assembly.Graft;
import dev.graft.cli.CommandLineRun;
import dev.graft.engines.EngineUnderTest;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that one engine has trained is judged, used and trained further by the other. */
class CrossEngineTest {
  private static final Pattern NUMBER = Pattern.compile("\\d+\\.\\d+");

  private static final String EXPERIMENT =
      """
      name: small
      seed: 7
      data:
        type: shapes
        classes: [circle, cross, star]
        training: 480
        validation: 90
        image_size: 24
        difficulty: 0.1
      backbone:
        type: sequential
        engine: ENGINE
        layers:
          - {type: conv2d, filters: 12, kernel_size: 3, padding: same, use_bias: false}
          - {type: batch_normalization, momentum: 0.9}
          - {type: activation, activation: relu}
          - {type: max_pooling2d}
          - {type: separable_conv2d, filters: 16, kernel_size: 3, padding: same, activation: relu}
          - {type: max_pooling2d}
          - {type: conv2d, filters: 24, kernel_size: 3, activation: relu}
      head: {type: softmax, pooling: max, dropout: 0.1}
      training: {epochs: 5, batch_size: 16, optimizer: {type: adam, learning_rate: 0.005}}
      runner: {type: cpu, threads: 2}
      """;

  @TempDir private Path folder;

  private Path experiment(EngineUnderTest engine) throws IOException {
    return Files.writeString(
        folder.resolve(engine.component() + ".yaml"),
        EXPERIMENT.replace("ENGINE", engine.component()));
  }

  private Path train(String name, EngineUnderTest engine, String... more) throws IOException {
    Path run = folder.resolve(name);
    List<String> arguments =
        new ArrayList<>(
            List.of("train", experiment(engine).toString(), "--output", run.toString()));
    arguments.addAll(List.of(more));
    CommandLineRun training = CommandLineRun.graft(arguments.toArray(String[]::new));
    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out()).contains("Self-check passed");
    Files.writeString(folder.resolve(name + ".out"), training.out());
    return run;
  }

  @ParameterizedTest
  @EnumSource
  void judgesAlike(EngineUnderTest engine) throws IOException {
    Path run = train("run", engine);
    FinishedRun trained = FinishedRun.of(run);
    assertThat(trained.engine()).isEqualTo(engine.component());
    assertThat(trained.validationAccuracy()).isGreaterThan(0.8);

    CommandLineRun own = CommandLineRun.graft("evaluate", run.toString());
    CommandLineRun others =
        CommandLineRun.graft("evaluate", run.toString(), "--engine", engine.other().component());

    assertThat(own.err()).isEmpty();
    assertThat(others.err()).isEmpty();
    assertThat(own.outLines().get(0))
        .startsWith(
            String.format(
                Locale.ROOT, "90 pictures: accuracy %.4f,", trained.validationAccuracy()));
    // Accuracy, recall and precision of each class, the confusion matrix, the mistakes.
    assertThat(NUMBER.split(others.out())).isEqualTo(NUMBER.split(own.out()));
    List<Double> expected = numbers(own.out());
    List<Double> found = numbers(others.out());
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      // Printed with four digits.
      assertThat(found.get(i)).isCloseTo(expected.get(i), within(2e-4));
    }
  }

  private static List<Double> numbers(String report) {
    return NUMBER.matcher(report).results().map(found -> Double.valueOf(found.group())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void answersPicturesAlike(EngineUnderTest engine) throws IOException {
    Path run = train("run", engine);
    List<FinishedRun.Row> promised = FinishedRun.of(run).predictions();
    Path pictures = writeValidationPictures(run);

    CommandLineRun answers =
        CommandLineRun.graft(
            "predict",
            run.toString(),
            pictures.toString(),
            "--engine",
            engine.other().component(),
            "--format",
            "csv");

    assertThat(answers.err()).isEmpty();
    assertThat(answers.outLines()).hasSize(1 + promised.size());
    for (int i = 0; i < promised.size(); i++) {
      List<String> answer = List.of(answers.outLines().get(i + 1).split(",", -1));
      assertThat(answer.get(1))
          .as(promised.get(i).picture())
          .isEqualTo(promised.get(i).predicted());
      assertThat(Double.parseDouble(answer.get(2)))
          .as(promised.get(i).picture())
          .isCloseTo(promised.get(i).probability(), within(1e-4));
    }
  }

  private Path writeValidationPictures(Path run) throws IOException {
    List<Example> examples =
        Graft.fromClassPath().withoutWeights(run.resolve("experiment.yaml")).data().validation();
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    for (int i = 0; i < examples.size(); i++) {
      Image image = examples.get(i).image();
      BufferedImage picture = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 24; y++) {
        for (int x = 0; x < 24; x++) {

          int redGreen = image.at(y, x, 0) << 16 | image.at(y, x, 1) << 8;
          picture.setRGB(x, y, redGreen | image.at(y, x, 2));
        }
      }
      String name = String.format(Locale.ROOT, "%03d.png", i);
      ImageIO.write(picture, "png", pictures.resolve(name).toFile());
    }
    return pictures;
  }

  @ParameterizedTest
  @EnumSource
  void goesOnWhereTheOtherStopped(EngineUnderTest engine) throws IOException {
    Path run = train("run", engine);
    FinishedRun first = FinishedRun.of(run);
    String start = "start_from='" + run + "'";

    Path own = train("own", engine, "--set", start, "--set", "training.epochs=2");
    Path others = train("others", engine.other(), "--set", start, "--set", "training.epochs=2");

    for (Path next : List.of(own, others)) {
      assertThat(FinishedRun.of(next).initialWeights()).isEqualTo(first.trainedWeights());
      assertThat(Files.readString(next.resolve("provenance.json")))
          .contains("\"start_from\"", run.toString(), first.trainedWeights());
      assertThat(Files.readString(next.resolve("experiment.yaml"))).contains("start_from: " + run);
      assertBeginsWhere(first, Files.readString(folder.resolve(next.getFileName() + ".out")));
      assertThat(FinishedRun.of(next).trainedWeights()).isNotEqualTo(first.trainedWeights());
      assertThat(FinishedRun.of(next).validationLoss()).isLessThan(first.validationLoss() + 0.1);
    }
    assertThat(FinishedRun.of(others).engine()).isEqualTo(engine.other().component());
    // The same pictures, order and dropout: the two differ by rounding, in 60 steps of Adam.
    assertThat(FinishedRun.of(others).validationLoss())
        .isCloseTo(FinishedRun.of(own).validationLoss(), within(0.02));
  }

  /** The line is rounded to four digits, and the engines agree within 1e-4. */
  private static void assertBeginsWhere(FinishedRun first, String out) {
    String line =
        out.lines().filter(text -> text.startsWith("Training begins at")).findFirst().orElseThrow();
    assertThat(line)
        .contains(
            String.format(Locale.ROOT, "validation accuracy %.4f,", first.validationAccuracy()));
    assertThat(Double.parseDouble(line.replaceAll(".*loss (\\d+\\.\\d+)\\.", "$1")))
        .isCloseTo(first.validationLoss(), within(2e-4));
  }

  @ParameterizedTest
  @EnumSource
  void aRunThatChangesNothingEndsAsItsStart(EngineUnderTest engine) throws IOException {
    Path run = train("run", engine);

    Path next =
        train(
            "next",
            engine.other(),
            "--set",
            "start_from='" + run + "'",
            "--set",
            "backbone.freeze=all",
            "--set",
            "training={epochs: 1, optimizer: {type: sgd, learning_rate: 1.0e-30}}");

    FinishedRun before = FinishedRun.of(run);
    FinishedRun after = FinishedRun.of(next);
    assertThat(after.trainedWeights()).isEqualTo(before.trainedWeights());
    assertThat(after.validationAccuracy()).isEqualTo(before.validationAccuracy());
    assertThat(after.validationLoss()).isCloseTo(before.validationLoss(), within(1e-4));
    for (int i = 0; i < before.predictions().size(); i++) {
      assertThat(after.predictions().get(i).predicted())
          .isEqualTo(before.predictions().get(i).predicted());
      assertThat(after.predictions().get(i).probability())
          .isCloseTo(before.predictions().get(i).probability(), within(1e-4));
    }
  }
}
