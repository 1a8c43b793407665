package dev.graft.assembly.experiment;

import static dev.graft.assembly.experiment.ExperimentFolder.SMALL;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a run may write. */
class OutputFolderTest {
  @TempDir private Path folder;
  private ExperimentFolder files;

  @BeforeEach
  void files() {
    files = new ExperimentFolder(folder);
  }

  private String folderData(String output) {
    files.write("pictures/a/1.png", "");
    files.write("pictures/a/2.png", "");
    files.write("pictures/b/1.png", "");
    files.write("pictures/b/2.png", "");
    return SMALL.replaceFirst("data: .*\n", "data: {type: folder, path: pictures}\n")
        + "output: "
        + output
        + "\n";
  }

  @Test
  void apartFromTheData() {
    assertThat(files.problems(folderData("pictures2"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"pictures", "pictures/a", "pictures/runs"})
  void withinTheData(String output) {
    assertThat(files.problems(folderData(output)))
        .singleElement()
        .asString()
        .startsWith("x.yaml:9:9: output: the run's folder " + output)
        .contains("the data pictures")
        .endsWith("expected a folder of its own, whose content a new run may replace");
  }

  @Test
  void aroundTheExperimentFile() {
    assertThat(files.problems(SMALL + "output: .\n"))
        .singleElement()
        .asString()
        .contains("holds the experiment file");
  }

  @Test
  void aFile() {
    files.write("taken", "");

    assertThat(files.problems(SMALL + "output: taken\n"))
        .containsExactly(
            "x.yaml:9:9: output: taken is a file; expected a folder, or a path where nothing is");
  }

  @Test
  void belowAFile() {
    files.write("taken", "");

    assertThat(files.problems(SMALL + "output: taken/runs/x\n"))
        .containsExactly(
            "x.yaml:9:9: output: taken is a file; expected a folder, or a path where nothing is");
  }

  @Test
  void withOtherThings() {
    files.write("home/thesis.tex", "");

    assertThat(files.problems(SMALL + "output: home\n"))
        .containsExactly(
            "x.yaml:9:9: output: home: holds other things: thesis.tex; expected an empty folder for"
                + " the run's output; name another folder as output");
  }

  @Test
  void withAFinishedRunThatMayBeMeantToBeReplaced() {
    files.write("runs/x/model/architecture.json", "{}");

    assertThat(files.problems(SMALL)).isEmpty();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkIsFollowed() throws IOException {
    files.write("pictures/a/1.png", "");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("pictures"));
    Files.createSymbolicLink(folder.resolve("here"), folder);
    Files.createSymbolicLink(folder.resolve("nowhere"), folder.resolve("is/not/there"));

    assertThat(files.problems(folderData("link/runs")))
        .singleElement()
        .asString()
        .contains("link/runs lies within the data pictures");
    assertThat(files.problems(SMALL + "output: here\n"))
        .singleElement()
        .asString()
        .contains("holds the experiment file");
    assertThat(files.problems(SMALL + "output: nowhere\n"))
        .singleElement()
        .asString()
        .contains("x.yaml:9:9: output: nowhere");
  }
}
