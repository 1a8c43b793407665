package dev.graft.assembly.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.Graft;
import dev.graft.training.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of components, where plugins bring what others bring too, or fail. */
class DroppedInNamesTest {
  private static final String EXPERIMENT =
      """
      data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 8}
      backbone:
        type: sequential
        engine: reference
        layers:
          - {type: conv2d, filters: 2, kernel_size: 3}
      augmentations: []
      head: {type: logit}
      training: {epochs: 1, batch_size: 2}
      output: run
      """;

  private static final String SCALE =
      """
      public record Scale(@Setting(value = "Times.", defaultValue = "2") double by)
          implements Layer {
        @Override public Shape outputShape(List<Shape> inputs) {
          return InputShapes.single(inputs);
        }
        @Override public List<Parameter> parameters(List<Shape> inputs) { return List.of(); }
        @Override public <T> T apply(
            Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
          return ops.multiply(inputs.get(0), ops.constant((float) by));
        }
      }
      """;

  private static final String FAILING =
      """
      public static final class Failing implements Augmentation {
        public Failing() { Objects.requireNonNull(null, "no licence"); }
        @Override public Change draw(java.util.random.RandomGenerator random, ImageSize size) {
          return Affine.identity();
        }
      }
      """;

  private static final String OTHER_LOSS =
      """
      public static final class Other implements Loss {
        public Other() { throw new IllegalStateException("never meant"); }
        @Override public <T> T of(Ops<T> ops, T scores, T targets) { return scores; }
        @Override public boolean fits(Decision decision) { return true; }
      }
      """;

  @TempDir static Path folder;
  private static Graft graft;

  @BeforeAll
  static void dropIn() throws IOException {
    Path plugins = Files.createDirectory(folder.resolve("plugins"));
    PluginSources.referenceEngine(plugins);
    PluginSources.jar(
            "acme",
            PluginSources.still("flip")
                + ", "
                + PluginSources.still("still")
                + ", Component.of(Augmentation.class, \"failing\", Failing.class, \"Fails.\")"
                + ", Component.ofRecord(Layer.class, \"scale\", Scale.class, \"Scales.\")"
                + ", Component.ofRecord(Layer.class, \"flatten\", Flatten.class, \"Other.\")"
                + ", Component.of(Loss.class, \"binary_cross_entropy\", Other.class, \"No.\")",
            PluginSources.STILL + SCALE + SCALE.replace("Scale", "Flatten") + FAILING + OTHER_LOSS)
        .write(plugins.resolve("acme.jar"));
    PluginSources.sound("needy").manifest("Graft-Api", "[9.0,)").write(plugins.resolve("n.jar"));
    PluginSources.jar(
            "half",
            PluginSources.still("fine")
                + ", Component.of((Class) Loss.class, \"wrong\", Still.class, \"No loss.\")",
            PluginSources.STILL)
        .write(plugins.resolve("half.jar"));
    graft = Graft.installed(new PluginFolders(List.of(plugins), Optional.empty()));
  }

  @AfterAll
  static void close() {
    graft.close();
  }

  private static Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("x.yaml"), text);
  }

  private static AssembledExperiment read(String augmentations) throws IOException {
    return graft.experiment(file(EXPERIMENT.replace("[]", augmentations)), List.of());
  }

  private static Problem problem(String augmentations) {
    ProblemException thrown =
        catchThrowableOfType(ProblemException.class, () -> read(augmentations));
    assertThat(thrown.problems()).hasSize(1);
    return thrown.problems().get(0);
  }

  @Test
  void aNameThatTwoBringIsAProblemThatListsBoth() {
    Problem problem = problem("[{type: flip}]");

    assertThat(problem.where()).endsWith("x.yaml:7:24");
    assertThat(problem.what()).isEqualTo("2 plugins bring an augmentation 'flip'");
    assertThat(problem.expected()).isEqualTo("one of: augmentations/flip, acme/flip");
  }

  @Test
  void withThePluginEachIsMeant() throws IOException {
    AssembledExperiment both = read("[{type: acme/flip}, augmentations/flip, still, acme/still]");

    assertThat(both.experiment().augmentations())
        .map(augmentation -> augmentation.name())
        .containsExactly("0:acme/flip", "1:flip", "2:acme/still", "3:acme/still");
    assertThat(both.experiment().resolved())
        .contains("acme/flip", "type: flip", "acme/still")
        .doesNotContain("augmentations/flip");
  }

  @Test
  void aDefaultIsGraftsOwnWhateverIsDroppedIn() throws IOException {
    assertThat(read("[]").experiment().loss().getClass().getName()).startsWith("dev.graft.heads.");
    assertThat(read("[]").experiment().resolved())
        .contains("binary_cross_entropy")
        .doesNotContain("/binary_cross_entropy");
  }

  @Test
  void misspeltNamesGetTheNearestInBothForms() {
    assertThat(problem("[acme/flop]").remedy()).startsWith("did you mean 'acme/flip'?");
    assertThat(problem("[flop]").remedy())
        .startsWith("did you mean 'augmentations/flip' or 'acme/flip'?");
    assertThat(problem("[acme/zoom]").toString())
        .contains("the plugin 'acme' brings none of the name", "'augmentations/zoom'");
  }

  @Test
  void aNameThatAPluginLeftOutMayBringTellsWhy() {
    assertThat(problem("[needy/anything]").toString())
        .contains("unknown augmentation 'needy/anything': the plugin 'needy' (", "n.jar")
        .contains("is left out: is built for version [9.0,) of Graft's API");
    assertThat(problem("[fine]").toString())
        .contains("unknown augmentation 'fine': the plugin 'half' (", "half.jar) is left out:")
        .contains("loss 'wrong': half.Brought$Still is no loss");
    assertThat(problem("[wondrous]").remedy())
        .contains(
            "a plugin that is left out may bring it: 'needy' (", "is built for version [9.0,)")
        .doesNotContain("half");
  }

  @Test
  void aComponentWhoseCodeFailsIsToldWhereTheFileNamesIt() {
    Problem problem = problem("[still, {type: failing}]");

    assertThat(problem.where()).endsWith("x.yaml:7:24");
    assertThat(problem.what())
        .startsWith(
            "the plugin 'acme' 1.0.0 cannot make its augmentation 'failing':"
                + " java.lang.NullPointerException: no licence"
                + " (in acme.Brought$Failing.constructor, line ");
  }

  @Test
  void aModelNamesThePluginOfItsLayersAndWhatIsMissingWithoutIt() throws IOException {
    String text =
        EXPERIMENT.replace(
            "kernel_size: 3}", "kernel_size: 3}\n    - {type: scale}\n    - {type: acme/flatten}");
    AssembledExperiment assembled =
        graft.experiment(file(text), List.of("output=" + folder.resolve("with-layers")));
    assembled.runner().run(assembled.experiment(), new RunListener() {});
    Path model = folder.resolve("with-layers/model");

    assertThat(model.resolve("architecture.json"))
        .content()
        .contains("\"plugins\": {\"acme\":\"1.0.0\"},")
        .contains("\"type\":\"acme/scale\"", "\"type\":\"acme/flatten\"")
        .contains("\"type\":\"conv2d\"");
    assertThat(ModelFolder.read(model, graft.layerTypes()).network().nodes())
        .anyMatch(node -> node.layer().getClass().getName().equals("acme.Brought$Scale"));
    ProblemException missing =
        catchThrowableOfType(
            ProblemException.class,
            () -> ModelFolder.read(model, Graft.fromClassPath().layerTypes()));
    assertThat(missing.problems()).hasSize(1);
    assertThat(missing)
        .hasMessageContaining("needs the plugin 'acme' (saved with version 1.0.0)")
        .hasMessageContaining("which is not installed");
  }

  @Test
  void aRunsOwnFileKeepsItsMeaningWhenAPluginBringsTheSameNames() throws IOException {
    Path file =
        file(
            EXPERIMENT.replace(
                "augmentations: []", "augmentations: [{type: flip, direction: horizontal}]"));

    assertThat(graft.withoutWeights(file).augmentations())
        .map(augmentation -> augmentation.name())
        .containsExactly("0:flip");
  }
}
