package dev.graft.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.api.Evolving;
import java.nio.file.Path;

/**
 * Real weights, pictures and golden outputs, which are too large for the project or not its to give
 * away: the folder that the environment variable {@code GRAFT_SHARED} names. Tests that use it
 * carry the JUnit tag {@code shared}. Without the variable they are skipped; with it, a file that
 * is not there makes them fail.
 *
 * @since 0.1
 */
@Evolving
public final class SharedFolder {
  private static final String VARIABLE = "GRAFT_SHARED";

  private SharedFolder() {}

  /**
   * A file in the folder.
   *
   * @param path relative to the folder, with forward slashes
   */
  public static Path file(String path) {
    Path file = in(path);
    assertThat(file).as("file of the folder that %s names", VARIABLE).isRegularFile();
    return file;
  }

  /**
   * A folder in the folder.
   *
   * @param path relative to the folder, with forward slashes
   */
  public static Path folder(String path) {
    Path folder = in(path);
    assertThat(folder).as("folder in the one that %s names", VARIABLE).isDirectory();
    return folder;
  }

  private static Path in(String path) {
    String folder = System.getenv(VARIABLE);
    assumeTrue(
        folder != null && !folder.isBlank(),
        VARIABLE + " is not set: there are no real weights and pictures to test with");
    return Path.of(folder).toAbsolutePath().resolve(path);
  }
}
