package dev.graft.api.imported;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedFilesTest {
  @TempDir private Path folder;

  private ImportedFiles files;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("variables"));
    Files.writeString(folder.resolve("graph"), "abc");
    Files.writeString(folder.resolve("variables/index"), "");
    files = ImportedFiles.of(folder, List.of("graph", "variables/index"));
  }

  @Test
  void knowsLengthsAndHashes() {
    assertThat(files.content().get(0))
        .isEqualTo(
            new ImportedFile(
                "graph", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    assertThat(files.content().get(1).bytes()).isZero();
    assertThat(files)
        .hasToString("graph (SHA-256 ba7816bf8f01…), variables/index (SHA-256 e3b0c44298fc…)");
  }

  @Test
  void copiesAreEqualWhereverTheyLie() throws IOException {
    Path other = folder.resolve("copy");

    files.copyTo(other);

    ImportedFiles copy = ImportedFiles.of(other, List.of("graph", "variables/index"));
    assertThat(copy).isEqualTo(files).hasSameHashCodeAs(files);
    assertThat(files.in(other.toString())).isEqualTo(files);
    assertThat(files.in(other.toString()).path(copy.content().get(1))).hasContent("");
    copy.verify();
  }

  @Test
  void whatWasChangedIsNeitherReadNorCopied() throws IOException {
    Files.writeString(folder.resolve("graph"), "abd");

    for (org.assertj.core.api.ThrowableAssert.ThrowingCallable use :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            files::verify,
            () -> files.read(files.content().get(0)),
            () -> files.copyTo(folder.resolve("copy")))) {
      assertThatThrownBy(use)
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("graph: has SHA-256 a52d159f")
          .hasMessageContaining("expected ba7816bf")
          .hasMessageContaining("changed or damaged");
    }
    assertThat(ImportedFiles.of(folder, List.of("graph", "variables/index"))).isNotEqualTo(files);
  }

  @Test
  void whatIsNotThereIsTold() throws IOException {
    Files.delete(folder.resolve("graph"));

    assertThatThrownBy(files::verify)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no such file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "/etc/passwd", "../x", "a/../x", "a//b", "a/.", "C:/x", "a\\b", "a\nb", "a/"})
  void namesThatLeadElsewhereAreRefused(String name) {
    assertThatThrownBy(() -> new ImportedFile(name, 1, "0".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lies in its folder");
  }

  @Test
  void hashesThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new ImportedFile("a", 1, "abc"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ImportedFile("a", -1, "0".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
