package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.assembly.Graft;
import dev.graft.assembly.components.InstalledPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each folder has the reference page of what it brings, as {@code graft reference} prints it. */
class ReferencePagesTest {
  private static final Path TOP = Path.of("../..");

  /** Where each of Graft's own plugins lives. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "architectures", "backbones/architectures",
          "augmentations", "augmentations",
          "datasets", "runners/training/src/main/java/dev/graft/training/data",
          "djl", "backbones/djl",
          "heads", "heads",
          "layers", "api/spi",
          "local", "runners/local",
          "tensorflow", "backbones/tensorflow",
          "training", "runners/training");

  static List<List<String>> pages() {
    List<List<String>> pages = new ArrayList<>();
    pages.add(List.of("reference"));
    FOLDERS.keySet().stream().sorted().forEach(id -> pages.add(List.of("reference", id)));
    return pages;
  }

  @ParameterizedTest
  @MethodSource("pages")
  void isWhatIsInstalled(List<String> command) throws IOException {
    String folder = command.size() == 1 ? "configs" : FOLDERS.get(command.get(1));
    String page = folder + "/REFERENCE.md";

    CommandLineRun run = graft(command.toArray(String[]::new));

    assertThat(run.exitCode()).isZero();
    assertThat(TOP.resolve(page))
        .as("not current: run ./graft %s --output %s", String.join(" ", command), page)
        .content()
        .isEqualToNormalizingNewlines(run.out());
    assertThat(TOP.resolve(folder).resolve("README.md"))
        .as("the page is to be found")
        .content()
        .contains("](REFERENCE.md");
  }

  @Test
  void everyPluginOfGraftHasAPage() {
    try (Graft graft = Graft.fromClassPath()) {
      assertThat(graft.components().plugins())
          .extracting(InstalledPlugin::id)
          .containsExactlyInAnyOrderElementsOf(FOLDERS.keySet());
    }
  }

  @Test
  void aPageIsWrittenToAFile(@TempDir Path folder) throws IOException {
    Path page = folder.resolve("REFERENCE.md");

    CommandLineRun run = graft("reference", "heads", "--output", page.toString());

    assertThat(run.out()).contains("REFERENCE.md is written");
    assertThat(Files.readString(page)).isEqualTo(graft("reference", "heads").out());
    assertThat(graft("reference", "--output", folder.toString()).err())
        .contains("cannot be written")
        .doesNotContain("\tat ");
  }

  @Test
  void anUnknownPluginGetsTheNearestOne() {
    CommandLineRun run = graft("reference", "haeds");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("no plugin 'haeds' is installed", "did you mean 'heads'?");
  }
}
