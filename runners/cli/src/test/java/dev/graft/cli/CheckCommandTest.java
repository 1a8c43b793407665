package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CheckCommandTest {
  private static final String QUICKSTART = "../../configs/quickstart.yaml";

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

  @Test
  void severalFilesAreAllChecked() throws IOException {
    Path file = file(FIVE_MISTAKES);

    CommandLineRun run = graft("check", QUICKSTART, file.toString(), QUICKSTART);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.outLines()).hasSize(2).allMatch(line -> line.contains("is fine"));
    assertThat(run.errLines()).hasSize(5);
  }

  @Nested
  class Json {
    private final JsonMapper json = JsonMapper.shared();

    private JsonNode report(int exitCode, String... arguments) {
      List<String> all = new ArrayList<>(List.of("check", "--format", "json"));
      all.addAll(List.of(arguments));
      CommandLineRun run = graft(all.toArray(String[]::new));
      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isEqualTo(exitCode);
      return json.readTree(run.out());
    }

    @Test
    void hasTheFormThatTheReadmeTells() throws IOException {
      Path file = file("data: {type: shapes}\nhead: logit\nseed: many\n");

      assertThat(report(2, file.toString()).path("files").path(0).path("problems"))
          .contains(
              json.readTree(
                  """
                  {"severity": "error", "file": "FILE", "line": 3, "column": 7, "end_line": 3,
                   "end_column": 11, "path": "seed", "what": "found text 'many'",
                   "expected": "an integer"}
                  """
                      .replace("FILE", file.toString())));
    }

    @Test
    void tellsWhatAFineFileSays() {
      JsonNode file = report(0, QUICKSTART).path("files").path(0);

      assertThat(file.propertyNames())
          .containsExactly("file", "fine", "problems", "notes", "experiment");
      assertThat(file.path("fine").booleanValue()).isTrue();
      assertThat(file.path("experiment").path("name").stringValue()).isEqualTo("quickstart");
      assertThat(file.path("experiment").path("classes").size()).isEqualTo(4);
      assertThat(file.path("problems").isEmpty()).isTrue();
    }

    @Test
    void aWarningHasItsPlaceAndIsNoFailure() throws IOException {
      Path file =
          file(
              """
              data: {type: shapes, training: 8, validation: 4}
              backbone: {type: sequential, layers: [flatten]}
              head: softmax
              training: {epochs: 1, cached_variants: 3}
              """);

      JsonNode problem = report(0, file.toString()).path("files").path(0).path("problems").path(0);

      assertThat(problem.path("severity").stringValue()).isEqualTo("warning");
      assertThat(problem.path("line").intValue()).isEqualTo(4);
      assertThat(problem.path("column").intValue()).isEqualTo(40);
      assertThat(problem.path("path").stringValue()).isEqualTo("training.cached_variants");
    }

    @Test
    void anOptionStandsInPlaceOfTheFile() {
      JsonNode problem =
          report(2, QUICKSTART, "--set", "seed=x").path("files").path(0).path("problems").path(0);

      assertThat(problem.path("option").stringValue()).isEqualTo("--set seed=x");
      assertThat(problem.has("file")).isFalse();
      assertThat(problem.has("line")).isFalse();
    }

    @Test
    void aFileThatIsNotThereHasNoLine() {
      String missing = folder.resolve("nothing.yaml").toString();

      JsonNode files = report(2, missing, QUICKSTART).path("files");

      assertThat(files.size()).isEqualTo(2);
      JsonNode problem = files.path(0).path("problems").path(0);
      assertThat(problem.path("file").stringValue()).isEqualTo(missing);
      assertThat(problem.path("what").stringValue()).isEqualTo("no such file");
      assertThat(problem.has("line")).isFalse();
      assertThat(files.path(1).path("fine").booleanValue()).isTrue();
    }
  }
}
