package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.training.features.CacheLimit;
import dev.graft.training.features.FeatureCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CacheCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void fill() throws IOException {
    write("aaaaaaaaaaaa1111.records", 40);
    write("bbbbbbbbbbbb2222.records", 5);
  }

  private void write(String name, int daysAgo) throws IOException {
    Path file = Files.write(folder.resolve(name), new byte[200_000]);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(daysAgo))));
  }

  private int run(String... arguments) {
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(out), false, () -> 100);
    FeatureCache cache = new FeatureCache(folder, new CacheLimit(Optional.of(7_000_000L)));
    int exitCode =
        new CommandLine(new CacheCommand(terminal, () -> cache))
            .setExecutionExceptionHandler(new ErrorReport(terminal.err()))
            .execute(arguments);
    terminal.out().flush();
    return exitCode;
  }

  @Test
  void listsFilesTotalAndLimit() {
    assertThat(run("list")).isZero();

    assertThat(out.toString())
        .containsSubsequence("bbbbbbbbbbbb", "5 days ago", "aaaaaaaaaaaa", "40 days ago")
        .contains("0.4 MB in " + folder + ", of at most 7.0 MB");
  }

  @Test
  void clearsAllAndSaysWhat() {
    assertThat(run("clear")).isZero();

    assertThat(out.toString()).contains("aaaaaaaaaaaa", "bbbbbbbbbbbb", "Deleted 2 files, 0.4 MB");
    assertThat(folder).isDirectoryNotContaining("glob:**.records");
    run("list");
    assertThat(out.toString()).contains("0.0 MB in " + folder);
  }

  @Test
  void clearsWhatIsOldOrNamed() {
    assertThat(run("clear", "--older-than", "30")).isZero();
    assertThat(out.toString()).contains("aaaaaaaaaaaa", "Deleted 1 file,");
    assertThat(folder.resolve("bbbbbbbbbbbb2222.records")).exists();

    assertThat(run("clear", "bbbb")).isZero();
    assertThat(folder).isDirectoryNotContaining("glob:**.records");
  }

  @Test
  void aNameThatIsNotThereDeletesNothing() {
    assertThat(run("clear", "bbbb", "cccc")).isEqualTo(2);

    assertThat(out.toString()).contains("nothing called 'cccc'", "graft cache list");
    assertThat(folder.resolve("bbbbbbbbbbbb2222.records")).exists();
  }

  @Test
  void aStrangeNumberOfDaysDeletesNothing() {
    assertThat(run("clear", "--older-than", "-1")).isEqualTo(2);

    assertThat(out.toString()).contains("--older-than");
    assertThat(folder.resolve("aaaaaaaaaaaa1111.records")).exists();
  }
}
