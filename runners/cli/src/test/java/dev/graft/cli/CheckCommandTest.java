package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
  private static final String FIVE_MISTAKES =
      """
      name: mistakes
      data: {type: shapes}
      backbone:
        type: mobilenet_v3
      augmentations:
        - {type: rotate, degrees: 400}
      head: {type: logit}
      loss: {type: categorical_cross_entropy}
      training:
        epochs: many
        batchsize: 16
      """;

  @TempDir private Path folder;

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("experiment.yaml"), yaml);
  }

  @Test
  void aFileThatIsFineIsSummedUp() {
    CommandLineRun run = graft("check", "../../configs/quickstart.yaml");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("is fine: 'quickstart', 4 classes");
  }

  @Test
  void fiveMistakesAreFiveLocatedLines() throws IOException {
    Path file = file(FIVE_MISTAKES);

    CommandLineRun run = graft("check", file.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.errLines()).hasSize(5);
    assertThat(run.errLines()).allSatisfy(line -> assertThat(line).startsWith(file + ":"));
    assertThat(run.errLines().get(0))
        .contains(":4:9: ", "mobilenet_v3", "did you mean", "'mobilenet_v2'");
    assertThat(run.errLines().get(1)).contains(":6:29: ", "augmentations[0].degrees", "400", "180");
    assertThat(run.errLines().get(2))
        .contains(":8:", "does not fit the head 'logit'", "binary_cross_entropy");
    assertThat(run.errLines().get(3)).contains(":10:11: ", "training.epochs", "many", "integer");
    assertThat(run.errLines().get(4))
        .contains(":11:3: ", "batchsize", "did you mean 'batch_size'?");
  }

  @Test
  void checkingLoadsNoEngine() throws Exception {
    Path file = file(FIVE_MISTAKES);
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.graft.cli.Main",
                    "check",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isEqualTo(2);
    assertThat(Files.readAllLines(folder.resolve("classes.log")))
        .anyMatch(line -> line.contains("dev.graft.assembly.Graft "))
        .noneMatch(line -> line.contains("org.tensorflow.") || line.contains("org.bytedeco."));
  }

  @Test
  void aSettingOfTheCommandLineIsCheckedToo() {
    CommandLineRun run =
        graft("check", "../../configs/quickstart.yaml", "--set", "training.epochs=0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("--set training.epochs=0: ")
        .contains("training.epochs");
  }

  @Test
  void aFileThatIsNotThereIsAProblem() {
    CommandLineRun run = graft("check", folder.resolve("nothing.yaml").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("nothing.yaml").doesNotContain("\tat ");
  }
}
