package dev.graft.editor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.graft.editor.LanguageServer.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an editor makes of {@code configs/graft.schema.json}, by the language server that VS Code,
 * Neovim and others run on YAML. Without Node.js and npm, or where npm cannot get the server, these
 * tests are skipped; with {@code GRAFT_EDITOR=required}, which {@code .ci/run} says where npm
 * answers, they fail.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
class EditorTest {
  private static final Path CONFIGS = Path.of("../../configs");
  private static final String MODELINE = "# yaml-language-server: $schema=graft.schema.json\n";

  /** As in {@code configs/README.md}. */
  private static final String PART_MODELINE =
      "# yaml-language-server: $schema=graft.schema.json#/definitions/part\n";

  private LanguageServer editor;

  @BeforeAll
  void startTheServer(@TempDir Path folder) throws Exception {
    for (String program : List.of("node", "npm")) {
      needs(NodePackages.missing(program));
    }
    needs(NodePackages.install());
    Files.copy(CONFIGS.resolve("graft.schema.json"), folder.resolve("graft.schema.json"));
    editor =
        new LanguageServer(
            List.of("node", NodePackages.languageServer().toString(), "--stdio"), folder);
  }

  private static void needs(String missing) {
    if (!missing.isEmpty()) {
      String message = "The tests with an editor's language server need npm: " + missing;
      if ("required".equals(System.getenv("GRAFT_EDITOR"))) {
        fail(message);
      }
      abort(message);
    }
  }

  @AfterAll
  void stopTheServer() {
    if (editor != null) {
      editor.close();
    }
  }

  private Map<String, String> offered(String text) throws IOException {
    return editor.offered(editor.open(MODELINE + text));
  }

  private List<String> marked(String text) throws IOException {
    return editor.marked(editor.open(MODELINE + text));
  }

  private String told(String text) throws IOException {
    return editor.told(editor.open(MODELINE + text));
  }

  @Test
  void theSectionsOfAnExperimentAreOffered() throws IOException {
    assertThat(offered("|"))
        .containsKeys("include", "version", "name", "data", "backbone", "head", "training")
        .containsKeys("fine_tuning", "augmentations", "metrics", "listeners", "runner", "output")
        .containsKey("experiment");
  }

  @Test
  void theComponentsOfAKindAreOfferedWithWhatTheyAre() throws IOException {
    assertThat(offered("head:\n  type: |\n"))
        .containsOnlyKeys("logit", "softmax")
        .hasEntrySatisfying("logit", text -> assertThat(text).contains("One output"));
    assertThat(offered("backbone:\n  type: |\n"))
        .containsKeys("mobilenet_v2", "xception", "resnet50", "sequential", "saved_model")
        .doesNotContainKeys("logit", "conv2d", "architectures/xception");
    assertThat(offered("training:\n  epochs: 1\n  optimizer:\n    type: |\n"))
        .containsOnlyKeys("adam", "adamw", "rmsprop", "sgd");
    assertThat(offered("augmentations:\n  - type: |\n"))
        .containsOnlyKeys("flip", "rotate", "shear", "shift", "zoom");
  }

  @Test
  void aNameWithItsPluginIsOfferedOnceItIsBegun() throws IOException {
    assertThat(offered("head:\n  type: heads/|\n"))
        .containsOnlyKeys("heads/logit", "heads/softmax");
  }

  @Test
  void theSettingsOfTheChosenComponentAreOfferedAndNoOthers() throws IOException {
    assertThat(offered("head:\n  type: logit\n  |\n"))
        .containsOnlyKeys("pooling", "dropout", "threshold");
    assertThat(offered("head:\n  type: softmax\n  |\n"))
        .containsKey("dropout")
        .doesNotContainKey("threshold");
    assertThat(offered("training:\n  epochs: 1\n  optimizer:\n    type: sgd\n    |\n"))
        .containsKeys("learning_rate", "momentum")
        .doesNotContainKey("beta_1");
    assertThat(offered("backbone:\n  type: mobilenet_v2\n  |\n"))
        .containsKeys("alpha", "weights", "freeze", "engine");
    assertThat(offered("head:\n  type: heads/logit\n  |\n")).containsKey("threshold");
  }

  @Test
  void aPlaceWithADefaultOffersTheSettingsOfTheDefault() throws IOException {
    assertThat(offered("training:\n  epochs: 1\n  optimizer:\n    |\n"))
        .containsKeys("type", "learning_rate", "beta_1")
        .doesNotContainKey("momentum");
  }

  @Test
  void theWordsThatASettingTakesAreOffered() throws IOException {
    assertThat(offered("head:\n  type: logit\n  pooling: |\n"))
        .containsOnlyKeys("average", "max", "flatten", "none");
    assertThat(offered("backbone:\n  type: mobilenet_v2\n  freeze: |\n"))
        .containsKeys("all", "none", "until a layer");
  }

  @Test
  void aSettingIsToldWithAllThereIsToKnow() throws IOException {
    assertThat(told("head:\n  type: logit\n  dro|pout: 0.2\n"))
        .contains("head logit", "Share of the features dropped in training")
        .contains("Takes a number in", "If left out: 0");
    assertThat(told("augmentations:\n  - type: rotate\n    deg|rees: 20\n"))
        .contains("(degrees)", "Must be given", "Example: 40");
    assertThat(told("head:\n  type: logit\n  poo|ling: max\n"))
        .contains("How features become a vector", "average", "flatten");
  }

  @Test
  void aComponentIsTold() throws IOException {
    assertThat(told("head:\n  type: lo|git\n")).contains("One output for two classes");
  }

  static Stream<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void nothingIsMarkedInAnExperimentThatIsRight(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(text).startsWith(MODELINE);
    assertThat(editor.marked(editor.open(text.replace("|", "")))).isEmpty();
  }

  private static final String RIGHT =
      """
      data: {type: shapes}
      backbone: {type: mobilenet_v2}
      training: {epochs: 1}
      """;

  @Test
  void whatIsWrongIsMarkedAtItsPlace() throws IOException {
    assertThat(marked(RIGHT + "head: {type: logit, dropuot: 0.2}\n"))
        .containsExactly("5:21: Property dropuot is not allowed.");
    assertThat(marked(RIGHT + "head: {type: lgit}\n"))
        .singleElement()
        .asString()
        .startsWith("5:14: Value is not accepted.")
        .contains("logit", "softmax");
    assertThat(marked(RIGHT + "head: {type: logit, dropout: 1}\n"))
        .singleElement()
        .asString()
        .startsWith("5:30: Value is above");
    assertThat(marked(RIGHT + "head: logit\nseed: ${env:SEED}\n"))
        .singleElement()
        .asString()
        .startsWith("6:7: ");
    assertThat(marked(RIGHT + "head: logit\nheads: 3\n"))
        .containsExactly("6:1: Property heads is not allowed.");
    assertThat(marked(RIGHT)).singleElement().asString().contains("Missing property \"head\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        MODELINE + "include: base.yaml\nhead: {dropout: 0.1}\n",
        PART_MODELINE + "head: {dropout: 0.1}\n"
      })
  void ofAPartNothingIsMissing(String text) throws IOException {
    assertThat(editor.marked(editor.open(text))).isEmpty();
    assertThat(editor.marked(editor.open(text + "heads: 3\n")))
        .singleElement()
        .asString()
        .contains("Property heads is not allowed.");
    Place end = editor.open(text + "training:\n  optimizer:\n    type: sgd\n    |\n");
    assertThat(editor.offered(end)).containsKeys("momentum");
  }
}
