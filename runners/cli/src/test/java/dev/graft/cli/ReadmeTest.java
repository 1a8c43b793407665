package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README at the top shows must be true of what there is. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");
  private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND = Pattern.compile("\\./graft ([a-z]+)");

  @TempDir private Path folder;

  @Test
  void itsExperimentIsOne() throws IOException {
    Matcher yaml = YAML.matcher(Files.readString(README));
    assertThat(yaml.find()).isTrue();
    Path file = Files.writeString(folder.resolve("alpacas.yaml"), yaml.group(1));

    CommandLineRun summary = graft("summary", file.toString(), "--classes", "2");

    assertThat(summary.err()).isEmpty();
    assertThat(summary.out())
        .contains("Fine tuning: 5 epochs", "features are what 'block_12_add' (layer 116) gives");
  }

  @Test
  void itsCommandsAreThere() throws IOException {
    Matcher command = COMMAND.matcher(Files.readString(README));
    int found = 0;
    while (command.find()) {
      found++;
      assertThat(graft(command.group(1), "--help").exitCode()).as(command.group()).isZero();
    }
    assertThat(found).isPositive();
  }
}
