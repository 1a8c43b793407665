package dev.graft.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.EpochMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir private Path temporary;

  private RunFolder folder;

  @BeforeEach
  void place() {
    folder = new RunFolder(temporary.resolve("runs/one"));
  }

  private void finishedRun() throws IOException {
    Files.createDirectories(folder.model());
    Files.writeString(folder.model().resolve("labels.json"), "x");
    Files.writeString(folder.metrics(), "old");
    Files.writeString(folder.provenance(), "old");
  }

  @Test
  void makesTheFolder() {
    folder.prepare(false);

    assertThat(folder.path()).isEmptyDirectory();
  }

  @Test
  void checkingChangesNothing() throws IOException {
    folder.check(false);
    assertThat(folder.path()).doesNotExist();

    finishedRun();
    folder.check(true);
    assertThat(folder.model().resolve("labels.json")).exists();
  }

  @Test
  void clearsWhatABrokenOffRunHasLeft() throws IOException {
    Files.createDirectories(folder.path().resolve("model.partial"));
    Files.writeString(folder.path().resolve("model.partial/weights.safetensors"), "half");
    Files.writeString(folder.metrics(), "old");
    Files.writeString(folder.experiment(), "old");

    folder.prepare(false);

    assertThat(folder.path()).isEmptyDirectory();
  }

  @Test
  void replacesAFinishedRunOnlyIfAsked() throws IOException {
    finishedRun();

    assertThatThrownBy(() -> folder.prepare(false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("holds a finished run")
        .hasMessageContaining("--overwrite");
    assertThat(folder.metrics()).hasContent("old");

    folder.prepare(true);
    assertThat(folder.path()).isEmptyDirectory();
  }

  @Test
  void neverTouchesOtherThings() throws IOException {
    finishedRun();
    Path thesis = Files.writeString(folder.path().resolve("thesis.tex"), "years");

    assertThatThrownBy(() -> folder.prepare(true))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("holds other things: thesis.tex");
    assertThat(thesis).hasContent("years");
    assertThat(folder.metrics()).hasContent("old");
  }

  @Test
  void deletesALinkAndNotWhatItPointsTo() throws IOException {
    Path elsewhere = Files.createDirectories(temporary.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("kept"), "kept");
    Files.createDirectories(folder.path());
    Files.createSymbolicLink(folder.model(), elsewhere);

    folder.prepare(true);

    assertThat(folder.model()).doesNotExist();
    assertThat(elsewhere.resolve("kept")).hasContent("kept");
  }

  @Test
  void refusesAFile() throws IOException {
    Files.createDirectories(folder.path().getParent());
    Files.writeString(folder.path(), "a file");

    assertThatThrownBy(() -> folder.prepare(true))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void opensARunThatHasAModel() throws IOException {
    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no such folder");

    Files.createDirectories(folder.path());
    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("is not a run's folder");

    folder.writeExperiment("name: x\n");
    assertThatThrownBy(() -> RunFolder.open(folder.path()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("its training has not finished");

    finishedRun();
    assertThatCode(() -> RunFolder.open(folder.path())).doesNotThrowAnyException();
  }

  @Test
  void metricsHaveAllDigitsInEveryLocaleAndAreOnDiskAtOnce() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    folder.prepare(false);
    try (MetricsFile metrics = MetricsFile.create(folder.metrics(), List.of())) {
      metrics.append(new EpochMetrics(1, "training", 1 / 3.0, 0.5, 1e-9, 1, 0.001, 7));
      assertThat(Files.readString(folder.metrics()))
          .isEqualTo(
              """
              epoch,phase,loss,accuracy,validation_loss,validation_accuracy,learning_rate
              1,training,0.3333333333333333,0.5,1.0E-9,1.0,0.001
              """);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void cellsAreQuotedWhereTheyMustBe() {
    assertThat(Csv.line(List.of("a,b", "say \"x\"", "two\nlines", "plain one", 1.5)))
        .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain one,1.5\n");
  }
}
