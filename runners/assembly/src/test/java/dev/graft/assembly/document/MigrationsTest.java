package dev.graft.assembly.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.experiment.ExperimentSettings;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationsTest {
  /** Version 2 renames the epochs, version 3 the section and the layers of all phases. */
  private static final Migrations THREE =
      new Migrations(
          List.of(
              new RenamedKey(List.of("training"), "passes", "epochs"),
              new RenamedKey(List.of(), "tuning", "fine_tuning")
                  .and(new RenamedKey(List.of("fine_tuning", "freeze"), "up_to", "until"))));

  @TempDir private Path folder;
  private final Problems problems = new Problems();
  private final List<String> notes = new ArrayList<>();

  private YamlMapping read(Migrations migrations, String text) {
    try {
      Path file = Files.writeString(folder.resolve("x.yaml"), text);
      ExperimentDocuments documents =
          new ExperimentDocuments(migrations, PathSettings.ofFiles(System::getenv));
      return documents.read(file, List.of(), problems, notes::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> told(Migrations migrations, String text) {
    try {
      read(migrations, text);
      return List.of();
    } catch (ProblemException e) {
      return e.problems().stream().map(Problem::toString).map(this::shortened).toList();
    }
  }

  private String shortened(String line) {
    return line.replace(folder + "/", "");
  }

  private static YamlMapping section(YamlMapping mapping, String key) {
    return (YamlMapping) mapping.value(key).orElseThrow();
  }

  @Test
  void aFileOfTheFirstVersionIsBroughtThroughAllOfThem() {
    YamlMapping document =
        read(
            THREE,
            """
            version: 1
            training:
              passes: 3
            tuning:
              - epochs: 1
                freeze: {up_to: conv}
              - {freeze: {up_to: pool}}
            """);

    assertThat(document.keys()).containsExactly("training", "fine_tuning");
    YamlMapping.Entry epochs = section(document, "training").entry("epochs").orElseThrow();
    assertThat(epochs.keyLocation()).hasToString(folder.resolve("x.yaml") + ":3:3");
    assertThat(document.toString()).contains("until").doesNotContain("up_to");
    assertThat(notes)
        .map(this::shortened)
        .containsExactly(
            "x.yaml:3:3: 'passes' is called 'epochs' since version 2 of the file",
            "x.yaml:4:1: 'tuning' is called 'fine_tuning' since version 3 of the file",
            "x.yaml:6:14: 'up_to' is called 'until' since version 3 of the file",
            "x.yaml:7:15: 'up_to' is called 'until' since version 3 of the file");
  }

  @Test
  void onlyLaterVersionsAreGoneThrough() {
    YamlMapping document = read(THREE, "version: 2\ntraining: {passes: 3}\ntuning: []\n");

    assertThat(section(document, "training").keys()).containsExactly("passes");
    assertThat(document.keys()).containsExactly("training", "fine_tuning");
  }

  @Test
  void theCurrentVersionIsLeftAsItIs() {
    assertThat(read(THREE, "version: 3\ntuning: []\n").keys()).containsExactly("tuning");
    assertThat(notes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "version:\n", "version: null\n"})
  void aFileWithoutVersionIsOfTheFirst(String version) {
    assertThat(read(THREE, version + "tuning: []\n").keys()).containsExactly("fine_tuning");
  }

  @Test
  void anOldAndANewNameTogetherAreLeftToTheBinder() {
    YamlMapping training = section(read(THREE, "training: {passes: 3, epochs: 4}\n"), "training");

    assertThat(training.keys()).containsExactly("passes", "epochs");
  }

  @Test
  void whatIsOfAnotherShapeIsLeftAsItIs() {
    assertThat(read(THREE, "training: 3\ntuning: x\n").keys())
        .containsExactly("training", "fine_tuning");
  }

  @Test
  void eachIncludedFileHasItsOwnVersion() throws IOException {
    Files.writeString(folder.resolve("old.yaml"), "training: {passes: 3, batch_size: 2}\n");

    YamlMapping document = read(THREE, "version: 3\ninclude: old.yaml\ntraining: {epochs: 4}\n");

    assertThat(section(document, "training").keys()).containsExactly("epochs", "batch_size");
  }

  @Test
  void aNewerVersionIsTheOnlyProblem() {
    assertThat(told(THREE, "version: 4\nnew_key: 1\n"))
        .containsExactly(
            "x.yaml:1:10: version: the file is of version 4, which this Graft does not know;"
                + " expected an integer from 1 to 3; use a newer Graft");
  }

  @Test
  void aNewerVersionForGraftItself() {
    assertThat(told(Migrations.ofGraft(), "a: 1\nversion: 99999999999999999999\n"))
        .containsExactly(
            "x.yaml:2:10: version: the file is of version 99999999999999999999, which this Graft"
                + " does not know; expected 1; use a newer Graft");
  }

  @Test
  void whatIsNoVersion() {
    assertThat(told(Migrations.ofGraft(), "version: 0\n"))
        .containsExactly("x.yaml:1:10: version: 0 is out of range; expected 1");
    assertThat(told(Migrations.ofGraft(), "version: 1.0\n"))
        .last()
        .asString()
        .startsWith("x.yaml:1:10: version: found the number 1.0; expected 1; it is the version of");
  }

  @Test
  void aFileOfTodayIsOfTheVersionThatTheSettingsSay() {
    int byDefault =
        Integer.parseInt(
            ExperimentSettings.class
                .getRecordComponents()[0]
                .getAnnotation(Setting.class)
                .defaultValue());

    assertThat(byDefault).isEqualTo(Migrations.FIRST);
  }

  @Test
  void theChangesOfAVersionCannotBeChangedLater() {
    List<Migration> steps = new ArrayList<>();
    Migrations migrations = new Migrations(steps);
    steps.add(new RenamedKey(List.of(), "a", "b"));

    assertThat(migrations.current()).isEqualTo(1);
    assertThatThrownBy(() -> new RenamedKey(null, "a", "b"))
        .isInstanceOf(NullPointerException.class);
  }
}
