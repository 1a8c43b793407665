package dev.graft.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/**
 * Real weights, pictures and golden outputs, which are not part of the project: the folder that the
 * environment variable GRAFT_SHARED names.
 */
public final class SharedFolder {
  private SharedFolder() {}

  /** A file of it; without the folder the test is skipped, without the file it fails. */
  public static Path file(String path) {
    Path file = in(path);
    assertThat(file).isRegularFile();
    return file;
  }

  /** A folder in it; without GRAFT_SHARED the test is skipped, without the folder it fails. */
  public static Path folder(String path) {
    Path folder = in(path);
    assertThat(folder).isDirectory();
    return folder;
  }

  private static Path in(String path) {
    String folder = System.getenv("GRAFT_SHARED");
    assumeTrue(folder != null, "GRAFT_SHARED is not set: nothing to compare with");
    return Path.of(folder).toAbsolutePath().resolve(path);
  }
}
