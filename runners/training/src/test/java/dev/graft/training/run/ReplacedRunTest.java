package dev.graft.training.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedRunTest {
  @TempDir private Path temporary;

  private RunFolder folder;
  private Path aside;

  @BeforeEach
  void finishOneRun() throws IOException {
    folder = new RunFolder(temporary.resolve("one"));
    aside = temporary.resolve("one.replaced");
    finish("old");
  }

  private void finish(String metrics) throws IOException {
    Files.createDirectories(folder.model());
    Files.writeString(folder.model().resolve("labels.json"), metrics);
    Files.writeString(folder.metrics(), metrics);
  }

  @Test
  void theOldRunIsGoneWhenTheNewOneHasAModel() throws IOException {
    ReplacedRun replaced = ReplacedRun.setAside(folder);
    try (replaced) {
      assertThat(folder.path()).doesNotExist();
      finish("new");
    }

    assertThat(folder.metrics()).hasContent("new");
    assertThat(aside).doesNotExist();
  }

  @Test
  void theOldRunIsBackWhenTheNewOneFails() {
    assertThatThrownBy(
            () -> {
              ReplacedRun replaced = ReplacedRun.setAside(folder);
              try (replaced) {
                Files.createDirectories(folder.path());
                Files.writeString(folder.metrics(), "broken off");
                throw new IllegalStateException("diverged");
              }
            })
        .hasMessage("diverged");

    assertThat(folder.metrics()).hasContent("old");
    assertThat(folder.model().resolve("labels.json")).hasContent("old");
    assertThat(aside).doesNotExist();
  }

  @Test
  void theOldRunIsBackWhenTheNewOneNeverBegan() {
    ReplacedRun.setAside(folder).close();

    assertThat(folder.metrics()).hasContent("old");
  }

  @Test
  void aTrainingThatWasKilledCostsNothingEither() throws IOException {
    ReplacedRun killed = ReplacedRun.setAside(folder);
    Files.createDirectories(folder.path());
    Files.writeString(folder.metrics(), "broken off");

    try (ReplacedRun again = ReplacedRun.setAside(folder)) {
      assertThat(again).isNotSameAs(killed);
      assertThat(aside.resolve("metrics.csv")).hasContent("old");
    }

    assertThat(folder.metrics()).hasContent("old");
  }

  @Test
  void aFolderWithOtherThingsIsLeftAsItIs() throws IOException {
    Files.writeString(folder.path().resolve("notes.txt"), "mine");

    assertThatThrownBy(() -> ReplacedRun.setAside(folder)).isInstanceOf(ProblemException.class);

    assertThat(folder.metrics()).hasContent("old");
    assertThat(folder.path().resolve("notes.txt")).hasContent("mine");
  }

  @Test
  void whereThereIsNoRunNothingIsSetAside() throws IOException {
    RunFolder fresh = new RunFolder(temporary.resolve("fresh"));

    ReplacedRun.setAside(fresh).close();

    assertThat(fresh.path()).doesNotExist();
  }
}
