package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NewPluginCommandTest {
  private static final Path EXAMPLE = Path.of("../../backbones/example-plugin");

  @TempDir private Path folder;

  private CommandLineRun written(String... arguments) {
    return graft(
        Stream.concat(
                Stream.of("new", "plugin"),
                Stream.concat(Stream.of(arguments), Stream.of("--in", folder.toString())))
            .toArray(String[]::new));
  }

  private static List<String> filesBelow(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(file -> !file.startsWith("target/") && !file.startsWith("runs/"))
          .sorted()
          .toList();
    }
  }

  @Test
  void theExampleIsWhatTheCommandWrites() throws IOException {
    CommandLineRun run = written("example-plugin");

    assertThat(run.exitCode()).as(run.err()).isZero();
    Path project = folder.resolve("example-plugin");
    assertThat(filesBelow(project)).isEqualTo(filesBelow(EXAMPLE));
    for (String file : filesBelow(EXAMPLE)) {
      String expected = Files.readString(EXAMPLE.resolve(file));
      assertThat(Files.readString(project.resolve(file)))
          .as(file)
          .isEqualTo(
              file.equals("README.md") && expected.contains(PluginTemplate.END_OF_README)
                  ? expected
                          .substring(0, expected.indexOf(PluginTemplate.END_OF_README))
                          .stripTrailing()
                      + "\n"
                  : expected);
    }
  }

  @Test
  void allIsCalledAfterTheName() throws IOException {
    assertThat(written("hat-trick", "--group-id", "com.acme", "--package", "com.acme.hats").out())
        .contains("Wrote 21 files into", "mvn verify", "graft train experiment.yaml");

    Path project = folder.resolve("hat-trick");
    assertThat(project.resolve("src/main/java/com/acme/hats/HatTrickPlugin.java"))
        .content()
        .startsWith("package com.acme.hats;")
        .contains("return \"hat-trick\";", "\"hat_trick_net\"", "HatTrickNet.Settings.class");
    assertThat(project.resolve("src/main/resources/META-INF/services/dev.graft.api.plugin.Plugin"))
        .content()
        .isEqualTo("com.acme.hats.HatTrickPlugin\n");
    assertThat(project.resolve("pom.xml"))
        .content()
        .contains(
            "<groupId>com.acme</groupId>",
            "<artifactId>hat-trick</artifactId>",
            "<Graft-Plugin-Id>hat-trick</Graft-Plugin-Id>",
            "<groupId>dev.graft</groupId>");
    for (String file : filesBelow(project)) {
      assertThat(file + Files.readString(project.resolve(file)))
          .as(file)
          .doesNotContain("example_", "exampleplugin", "example-plugin")
          .doesNotContainPattern("Example[A-Z]");
    }
  }

  @ParameterizedTest
  @EnumSource(PluginPart.class)
  void ofOneKindItHasNothingOfTheOthers(PluginPart kind) throws IOException {
    assertThat(written("solo", "--kind", kind.kind()).exitCode()).isZero();

    Path project = folder.resolve("solo");
    for (String file : filesBelow(project)) {
      for (PluginPart other : PluginPart.values()) {
        if (!PluginPart.of(List.of(kind.kind())).contains(other)) {
          String name = other.className().replace("Example", "Solo");
          assertThat(file + Files.readString(project.resolve(file)))
              .as(file)
              .doesNotContain(name)
              .doesNotContain("solo_" + name.substring("Solo".length()).toLowerCase(Locale.ROOT));
        }
      }
    }
    assertThat(project.resolve("src/main/java/org/example/solo/SoloPlugin.java"))
        .content()
        .contains(kind.className().replace("Example", "Solo") + ".class")
        .doesNotContainPattern("import .*\\.(\\w+);(?![\\s\\S]*\\b\\1\\b)");
  }

  @Test
  void severalKindsMayBeChosen() throws IOException {
    assertThat(written("two", "--kind", "loss,metric", "--kind", "head").exitCode()).isZero();

    assertThat(filesBelow(folder.resolve("two")))
        .filteredOn(file -> file.startsWith("src/main/java"))
        .extracting(file -> file.substring(file.lastIndexOf('/') + 1))
        .containsExactly("TwoBrier.java", "TwoFocal.java", "TwoHead.java", "TwoPlugin.java");
  }

  @Test
  void aKindThatThereIsNotIsTold() throws IOException {
    CommandLineRun run = written("tiny-net", "--kind", "los,banana");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "--kind: a new plugin cannot begin with a 'los'", "did you mean 'loss'?", "banana");
    assertThat(filesBelow(folder)).isEmpty();
  }

  @Test
  void aNameOfGraftsOwnIsTaken() throws IOException {
    CommandLineRun run = written("heads");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("NAME: 'heads' is a plugin of Graft's own", "my-heads");
    assertThat(filesBelow(folder)).isEmpty();
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Files.createDirectory(folder.resolve("tiny-net"));

    CommandLineRun run = written("tiny-net");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("tiny-net", "already", "take another name");
    assertThat(filesBelow(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TinyNet", "tiny_net", "9net", "tiny-", "../tiny", "a b", "für-alle"})
  void aNameIsLowerCaseWords(String name) throws IOException {
    CommandLineRun run = written(name);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("NAME: '" + name + "' is no name for a plugin", "tiny-net");
    assertThat(filesBelow(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--package, com.new.net",
    "--package, net",
    "--package, com.Acme",
    "--package, dev.graft.mine",
    "--group-id, com..acme"
  })
  void groupAndPackageAreChecked(String option, String value) {
    CommandLineRun run = written("tiny-net", option, value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(option + ": '" + value + "'");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() {
    CommandLineRun run = written("Tiny", "--group-id", "!");

    assertThat(run.err()).contains("NAME: 'Tiny'", "--group-id: '!'");
  }
}
