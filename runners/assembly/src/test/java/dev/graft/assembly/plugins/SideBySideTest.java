package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.runner.RunListener;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.testkit.files.CompiledJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two plugins in one run, with versions of one library that cannot stand in for each other: the
 * method of one is not in the other. One has the library in its jar, the other beside it.
 */
class SideBySideTest {
  private static final String USED = "graft.test.used.";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(USED + "one");
    System.clearProperty(USED + "two");
  }

  private static String library(String method) {
    return "package shared.library; public final class Mix { public static String %s }"
        .formatted(method);
  }

  private static String augmentation(String id, String call) {
    return """
        public static final class Mixed implements Augmentation {
          @Override public Change draw(java.util.random.RandomGenerator random, ImageSize size) {
            System.setProperty("graft.test.used.%s", %s);
            return Affine.identity();
          }
        }
        """
        .formatted(id, call);
  }

  private static CompiledJar plugin(String id, String call) {
    return PluginSources.jar(
        id,
        "Component.of(Augmentation.class, \"mix_%s\", Mixed.class, \"Mixes.\")".formatted(id),
        augmentation(id, call));
  }

  @Test
  void eachWorksWithItsOwnVersionOfTheLibrary() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    plugin("one", "shared.library.Mix.of(1)")
        .source("shared.library.Mix", library("of(int n) { return \"version 1\"; }"))
        .write(plugins.resolve("one.jar"));
    Path second =
        new CompiledJar()
            .source("shared.library.Mix", library("by(String s) { return \"version 2\" + s; }"))
            .write(plugins.resolve("two/mix-2.0.jar"));
    plugin("two", "shared.library.Mix.by(\"!\")")
        .against(second)
        .write(plugins.resolve("two/two.jar"));
    PluginSources.referenceEngine(plugins);
    Path file =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 8}
            backbone:
              type: sequential
              engine: reference
              layers: [{type: conv2d, filters: 2, kernel_size: 3}]
            augmentations: [{type: mix_one}, {type: mix_two}]
            head: {type: logit}
            training: {epochs: 1, batch_size: 2}
            output: run
            """);

    try (Graft graft = Graft.installed(new PluginFolders(List.of(plugins), Optional.empty()))) {
      AssembledExperiment assembled = graft.experiment(file, List.of());
      assembled.runner().run(assembled.experiment(), new RunListener() {});
    }

    assertThat(System.getProperty(USED + "one")).isEqualTo("version 1");
    assertThat(System.getProperty(USED + "two")).isEqualTo("version 2!");
    assertThat(folder.resolve("run/provenance.json")).content().contains("mix-2.0.jar", "one.jar");
  }
}
