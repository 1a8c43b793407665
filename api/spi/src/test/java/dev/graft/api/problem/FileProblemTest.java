package dev.graft.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileProblemTest {
  private static final Path FILE = Path.of("a", "b.png");

  @TempDir private Path folder;

  @Test
  void filesThatCannotBeRead() {
    assertThat(FileProblem.reading(FILE, "a picture", new NoSuchFileException("a/b.png")))
        .hasMessage("a/b.png: there is no such file; expected a picture");
    assertThat(FileProblem.reading(FILE, "", new AccessDeniedException("a/b.png")))
        .hasMessage("a/b.png: may not be read; change its permissions");
    assertThat(FileProblem.reading(FILE, "", new IOException("Input/output error")))
        .hasMessage("a/b.png: cannot be read: Input/output error");
    assertThat(FileProblem.reading(FILE, "", new IOException()))
        .hasMessage("a/b.png: cannot be read: java.io.IOException");
  }

  @Test
  void theirCauseIsKept() {
    IOException cause = new NoSuchFileException("a/b.png");

    assertThat(FileProblem.reading(FILE, "", cause)).hasCause(cause);
    assertThat(FileProblem.writing(FILE, cause)).hasCause(cause);
    assertThat(FileProblem.listing(FILE, cause)).hasCause(cause);
  }

  @Test
  void filesThatCannotBeWritten() {
    String remedy = "; free some space, change the permissions, or name another place";

    assertThat(FileProblem.writing(FILE, new IOException("No space left on device")))
        .hasMessage("a/b.png: cannot be written: No space left on device" + remedy);
    assertThat(FileProblem.writing(FILE, new AccessDeniedException("a")))
        .hasMessage("a/b.png: cannot be written: access is denied (a)" + remedy);
    assertThat(FileProblem.writing(FILE, new DirectoryNotEmptyException("a/b.png")))
        .hasMessage("a/b.png: cannot be written: DirectoryNotEmptyException" + remedy);
  }

  @Test
  void foldersThatCannotBeListed() {
    assertThat(
            FileProblem.listing(
                FILE, new FileSystemException("a/b.png", null, "Too many levels of links")))
        .hasMessage(
            "a/b.png: cannot be listed: Too many levels of links; check its permissions and links");
  }

  @Test
  void whatTheFileSystemSaysNamesItsFile() throws IOException {
    Path file = Files.createFile(folder.resolve("x"));
    FileSystemException failure =
        catchThrowableOfType(
            FileSystemException.class, () -> Files.createDirectories(file.resolve("y")));

    assertThat(FileProblem.describe(failure)).startsWith(failure.getFile() + ": ");
    assertThat(FileProblem.describe(new AccessDeniedException("b")))
        .isEqualTo("b: access is denied");
  }
}
