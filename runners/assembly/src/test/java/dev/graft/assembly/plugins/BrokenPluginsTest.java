package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.engine.Engine;
import dev.graft.api.problem.Problem;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.LeftOutPlugin;
import dev.graft.assembly.plugins.BrokenJars.Broken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One folder with all that is broken, and two plugins that are sound. */
class BrokenPluginsTest {
  @TempDir static Path folder;
  private static Graft graft;

  static Stream<Broken> broken() {
    return Stream.of(
            BrokenJars.files(), BrokenJars.manifests(), BrokenJars.code(), BrokenJars.components())
        .flatMap(List::stream);
  }

  @BeforeAll
  static void dropAllIn() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    broken().forEach(one -> one.dropInto(plugins));
    PluginSources.sound("sound").write(plugins.resolve("sound.jar"));
    PluginSources.referenceEngine(plugins);
    Files.writeString(
        plugins.resolve("README.md"), "What is no plugin and does not look like one.");
    graft = Graft.installed(new PluginFolders(List.of(plugins), Optional.empty()));
  }

  @AfterAll
  static void close() {
    graft.close();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isLeftOutForItsOwnReason(Broken broken) {
    LeftOutPlugin plugin =
        graft.leftOut().stream()
            .filter(one -> one.path().getFileName().toString().equals(broken.name()))
            .findFirst()
            .orElseThrow();

    Problem problem = plugin.problem();
    assertThat(problem.where())
        .startsWith(folder.resolve("plugins").resolve(broken.name()).toString());
    assertThat(problem.toString()).contains(broken.expected()).doesNotContain("\n");
    assertThat(problem.remedy() + problem.expected()).isNotEmpty();
  }

  @Test
  void thirtyAndMoreAreLeftOutAndNothingElse() {
    assertThat(broken().count()).isGreaterThanOrEqualTo(30);
    assertThat(graft.leftOut()).hasSize((int) broken().count());
    assertThat(graft.components().names(Augmentation.class)).contains("sound", "flip");
    assertThat(graft.components().names(Engine.class)).contains("reference");
  }

  @Test
  void anExperimentThatNeedsNoneOfThemTrains() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 8}
            backbone:
              type: sequential
              engine: reference
              layers: [{type: conv2d, filters: 2, kernel_size: 3}]
            augmentations: [{type: sound}]
            head: {type: logit}
            training: {epochs: 1, batch_size: 2}
            output: run
            """);
    AssembledExperiment assembled = graft.experiment(file, List.of());

    RunResult result = assembled.runner().run(assembled.experiment(), new RunListener() {});

    assertThat(result.selfCheck().passed()).isTrue();
    assertThat(folder.resolve("run/provenance.json"))
        .content()
        .contains("\"sound\"", "\"jars_sha256\"", "\"reference.jar\"", "\"testkit.jar\"");
  }
}
