package dev.graft.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Real weights and golden tables, which are not part of the project: a folder, GRAFT_SHARED. */
final class SharedFolder {
  private SharedFolder() {}

  /** A file of it; without the folder the test is skipped, without the file it fails. */
  static Path file(String path) {
    String folder = System.getenv("GRAFT_SHARED");
    assumeTrue(folder != null, "GRAFT_SHARED is not set: no real weights to test with");
    Path file = Path.of(folder).resolve(path);
    assertThat(file).isRegularFile();
    return file;
  }
}
