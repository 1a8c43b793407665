package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.graft.testkit.files.CompiledJar;
import dev.graft.testkit.process.ChildJvm;
import dev.graft.testkit.reference.ReferenceEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command with plugins that are dropped into folders: sound ones, and one that is broken. */
class DroppedInPluginsTest {
  private static final String PLUGIN =
      """
      package %s;
      import dev.graft.api.augmentation.*;
      import dev.graft.api.engine.Engine;
      import dev.graft.api.plugin.*;
      import java.util.List;
      public final class Brought implements Plugin {
        @Override public String id() { return "%s"; }
        @Override public List<Component<?>> components() { return List.of(%s); }
        public static final class Still implements Augmentation {
          @Override public Change draw(
              java.util.random.RandomGenerator random, dev.graft.api.ImageSize size) {
            return Affine.identity();
          }
        }
      }
      """;

  @TempDir static Path folder;
  private static Path plugins;
  private static Path experiment;
  private static CommandLineRun training;

  private static CompiledJar plugin(String id, String components) {
    return CompiledJar.plugin(id, "1.2.0", id + ".Brought")
        .source(id + ".Brought", PLUGIN.formatted(id, id, components));
  }

  private static String still(String name) {
    return "Component.of(Augmentation.class, \"%s\", Still.class, \"Stays.\")".formatted(name);
  }

  @BeforeAll
  static void train() throws IOException {
    plugins = Files.createDirectory(folder.resolve("plugins"));
    plugin("acme", still("still") + ", " + still("flip")).write(plugins.resolve("acme.jar"));
    Files.writeString(plugins.resolve("text.jar"), "no jar");
    plugin("late", still("late"))
        .manifest("Graft-Api", "[7.0,8.0)")
        .write(plugins.resolve("late.jar"));
    Path testkit =
        CompiledJar.copyOf(
            CompiledJar.origin(ReferenceEngine.class), plugins.resolve("reference/testkit.jar"));
    plugin(
            "reference",
            "Component.of(Engine.class, \"reference\","
                + " dev.graft.testkit.reference.ReferenceEngine.class, \"Plain Java.\")")
        .against(testkit)
        .write(plugins.resolve("reference/reference.jar"));
    experiment =
        Files.writeString(
            folder.resolve("x.yaml"),
            """
            data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 8}
            backbone:
              type: sequential
              engine: reference
              layers: [{type: conv2d, filters: 2, kernel_size: 3}]
            augmentations: [{type: still}, {type: acme/flip}]
            head: {type: logit}
            training: {epochs: 1, batch_size: 2}
            output: run
            """);
    training = graft("train", experiment.toString(), "--plugins", plugins.toString());
  }

  @Test
  void trainingGoesOnWithALineForWhatIsLeftOut() {
    assertThat(training.exitCode()).as(training.err()).isZero();
    assertThat(training.errLines().get(0))
        .startsWith("Warning: left out the plugin 'late' (")
        .contains("is built for version [7.0,8.0)");
    assertThat(training.errLines().get(1))
        .startsWith("Warning: left out the plugin " + plugins.resolve("text.jar"))
        .contains("is no jar that can be read");
    assertThat(training.errLines().get(2)).isEqualTo("graft plugins tells more");
    assertThat(training.out()).contains("Self-check passed");
  }

  static List<List<String>> commands() {
    String run = folder.resolve("run").toString();
    String file = experiment.toString();
    return List.of(
        List.of("check", file),
        List.of("summary", file),
        List.of("summary", run),
        List.of("evaluate", run),
        List.of("plugins", "acme/flip"),
        List.of("schema"),
        List.of("reference", "acme"),
        List.of("weights", "list"),
        List.of("doctor", "reference"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandTakesTheOption(List<String> command) {
    List<String> arguments = new java.util.ArrayList<>(command);
    arguments.add("--plugins=" + plugins);

    CommandLineRun done = graft(arguments.toArray(String[]::new));

    assertThat(done.exitCode()).as(done.err() + done.out()).isZero();
  }

  @Test
  void theOptionMayStandBeforeTheCommandToo() {
    assertThat(graft("--plugins=" + plugins, "plugins", "still").exitCode()).isZero();
  }

  @Test
  void whatIsLeftOutIsListedAtTheEndWithItsCause() {
    CommandLineRun list = graft("plugins", "--plugins", plugins.toString());

    assertThat(list.exitCode()).isZero();
    assertThat(list.out()).containsPattern("(?m)^  still +Stays\\. \\(acme\\)$");
    assertThat(list.out()).containsPattern("(?m)^  acme/flip +Stays\\.$");
    assertThat(list.out()).containsPattern("(?m)^  augmentations/flip ");
    int last = list.outLines().size() - 1;
    assertThat(list.outLines().get(last - 2)).isEqualTo("Plugins that are left out");
    assertThat(list.outLines().get(last - 1)).startsWith("  " + plugins.resolve("late.jar") + ": ");
    assertThat(list.outLines().get(last))
        .startsWith("  " + plugins.resolve("text.jar") + ": is no jar that can be read");
  }

  @Test
  void whatIsDroppedInIsListedWithItsFileAndWhatItBrings() {
    CommandLineRun list = graft("plugins", "--plugins", plugins.toString());

    assertThat(list.outLines())
        .containsSequence(
            "Plugins that were dropped in",
            "  acme 1.2.0: " + plugins.resolve("acme.jar"),
            "    augmentations  acme/flip, still",
            "  reference 1.2.0: " + plugins.resolve("reference"),
            "    engine  reference",
            "",
            "graft plugins NAME tells more of a component or a plugin.");
    assertThat(list.out()).doesNotContain("(augmentations)");
  }

  @Test
  void anIdGivesThePluginWithItsFilesAndWhatItBrings() {
    assertThat(graft("plugins", "acme", "--plugins", plugins.toString()).outLines())
        .containsExactly(
            "acme 1.2.0 (plugin that was dropped in)",
            plugins.resolve("acme.jar").toString(),
            "",
            "Augmentations",
            "  acme/flip  Stays.",
            "  still      Stays.",
            "");
    assertThat(graft("plugins", "reference", "--plugins", plugins.toString()).outLines())
        .contains(
            "reference (engine, from plugin reference)",
            "reference 1.2.0 (plugin that was dropped in)",
            plugins.resolve("reference/reference.jar").toString(),
            plugins.resolve("reference/testkit.jar").toString());
  }

  @Test
  void theIdOfOneThatIsLeftOutGivesTheReason() {
    CommandLineRun run = graft("plugins", "late", "--plugins", plugins.toString());

    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines().get(0)).isEqualTo("late 1.2.0 (plugin that is left out)");
    assertThat(run.outLines().get(1))
        .startsWith(plugins.resolve("late.jar") + ": is built for version [7.0,8.0)");
  }

  @Test
  void anIdThatIsNearlyRightGetsTheRightOne() {
    CommandLineRun run = graft("plugins", "acne", "--plugins", plugins.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'acme'");
  }

  @Test
  void aNameOfTwoIsToldOfBoth() {
    CommandLineRun both = graft("plugins", "flip", "--plugins", plugins.toString());

    assertThat(both.out())
        .contains("flip (augmentation, from plugin acme)")
        .contains("flip (augmentation, from plugin augmentations)");
  }

  @Test
  void theSchemaTakesTheNamesThatAnExperimentMayUse() throws IOException {
    CommandLineRun printed = graft("schema", "--plugins", plugins.toString());
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(printed.out());
    String yaml = Files.readString(experiment);

    assertThat(schema.validate(yaml, InputFormat.YAML)).isEmpty();
    for (String name : List.of("acme/still", "augmentations/flip", "acme/flip")) {
      assertThat(schema.validate(yaml.replace("type: still", "type: " + name), InputFormat.YAML))
          .as(name)
          .isEmpty();
    }
    // Two plugins bring it.
    assertThat(schema.validate(yaml.replace("type: still", "type: flip"), InputFormat.YAML))
        .singleElement()
        .asString()
        .startsWith("/augmentations/0/type: ");
    assertThat(schema.validate(yaml.replace("type: still", "type: heads/still"), InputFormat.YAML))
        .isNotEmpty();
  }

  @Test
  void theReferencePageOfAPluginHasItsComponents() {
    CommandLineRun page = graft("reference", "acme", "--plugins", plugins.toString());

    assertThat(page.outLines())
        .startsWith("# Plugin `acme`")
        .contains("## Augmentations", "### `still`", "### `flip`", "Stays.", "No settings.");
  }

  @Test
  void withoutThePluginTheExperimentIsToldWhatIsMissing() {
    CommandLineRun check = graft("check", experiment.toString());

    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err())
        .contains("x.yaml:4:11: backbone.engine: unknown engine 'reference'")
        .contains("unknown augmentation 'acme/flip': there is no plugin 'acme'")
        .contains("'augmentations/flip'");
  }

  @Test
  void aFolderThatIsNotThereIsAProblem() {
    CommandLineRun run = graft("plugins", "--plugins", folder.resolve("gone").toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("gone: there is no such folder").doesNotContain("\tat ");
  }

  @Test
  void theEnvironmentAndGraftsHomeNameFoldersToo() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    plugin("other", still("other")).write(home.resolve("plugins/other.jar"));

    ChildJvm.Outcome outcome =
        ChildJvm.of(Main.class)
            .option("-Dgraft.home=" + home)
            .environment("GRAFT_PLUGINS", plugins.toString())
            .run("plugins");

    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    assertThat(outcome.output()).contains("  still ", "  other ", "Plugins that are left out");
  }
}
