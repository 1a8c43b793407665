package dev.graft.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged command, started as a user starts it. */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(Distribution.Extension.class)
class StartTest {
  private static final Pattern NATIVES =
      Pattern.compile("(?m)^.*(tensorflow|torch|javacpp|djl)[^/]*\\.so\\b.*$");

  private static final Pattern JARS = Pattern.compile("source: file:\\S*/lib/([^/]+\\.jar)");

  private final Distribution distribution;

  @TempDir private Path folder;

  StartTest(Distribution distribution) {
    this.distribution = distribution;
  }

  private Path config(String name) {
    return distribution.home().resolve("configs").resolve(name);
  }

  /** With the home folder, into which the engines unpack their natives once. */
  private ShellCommand atHome() {
    return distribution.graft(folder).with("HOME", System.getProperty("user.home"));
  }

  private String[] briefTraining(String... more) {
    return Stream.concat(
            Stream.of(
                "train",
                config("quickstart.yaml").toString(),
                "--set",
                "training.epochs=1",
                "--set",
                "data.training=64",
                "--set",
                "data.validation=32"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  /** The engines' libraries that a command has mapped when it ends, in silence about its Java. */
  private List<String> nativesOf(ShellCommand graft, String... arguments) throws IOException {
    assumeThat(MappedFilesAgent.works())
        .as("where there is no /proc/self/maps, the mapped files are not known")
        .isTrue();
    Path record = folder.resolve("mapped");
    Files.deleteIfExists(record);
    ShellCommand.Outcome outcome =
        graft
            .with("GRAFT_JAVA_OPTS", MappedFilesAgent.option(folder.resolve("agent.jar"), record))
            .run(arguments);
    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    assertThat(outcome.errors()).doesNotContain("restricted method", "terminally deprecated");
    String mapped = Files.readString(record);
    assertThat(mapped).contains("/libjvm.so");
    return NATIVES.matcher(mapped).results().map(found -> found.group()).toList();
  }

  private List<String> nativesOf(String... arguments) throws IOException {
    return nativesOf(atHome(), arguments);
  }

  @Test
  void listingCheckingAndHelpLoadNoNatives() throws IOException {
    assertThat(nativesOf("--help")).isEmpty();
    assertThat(nativesOf("--version")).isEmpty();
    assertThat(nativesOf("plugins")).isEmpty();
    assertThat(nativesOf("plugins", "djl")).isEmpty();
    assertThat(nativesOf("check", config("quickstart.yaml").toString())).isEmpty();
    assertThat(
            nativesOf(
                "check", config("quickstart.yaml").toString(), "--set", "backbone.engine=djl"))
        .isEmpty();
    assertThat(nativesOf("summary", config("quickstart.yaml").toString())).isEmpty();
  }

  /** And shows that what the test above looks for is found where it is. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyJdkOfThisMachineTrainsWithTheNativesOfBothEngines(Path jdk) throws IOException {
    Map<String, String> libraries = Map.of("tensorflow", "libtensorflow", "djl", "libtorch");
    for (Map.Entry<String, String> engine : libraries.entrySet()) {
      String name = engine.getKey();
      ShellCommand graft = atHome().with("JAVA_HOME", jdk.toString());

      assertThat(
              nativesOf(graft, briefTraining("--set", "backbone.engine=" + name, "--output", name)))
          .anyMatch(line -> line.contains(engine.getValue()));
      assertThat(folder.resolve(name).resolve("model")).isDirectory();
    }
  }

  @Test
  void helpLoadsNoLibraryButThatOfTheCommandLine() throws IOException {
    Path log = folder.resolve("loaded");

    ShellCommand.Outcome outcome =
        distribution
            .graft(folder)
            .with("GRAFT_JAVA_OPTS", "-Xlog:class+load:file=loaded")
            .run("--help");

    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    assertThat(Files.readString(log)).contains("picocli-", "graft.jar");
    assertThat(JARS.matcher(Files.readString(log)).results().map(found -> found.group(1)))
        // Of jackson-core only an exception, which is caught where a model is read.
        .allMatch(jar -> jar.matches("(graft|picocli|slf4j|jackson-core).*"));
  }

  static List<Path> jdks() throws IOException {
    return InstalledJdks.homes();
  }

  /** No option is unknown to one of them, and none warns of one that is missing. */
  @ParameterizedTest
  @MethodSource("jdks")
  void everyJdkOfThisMachineStartsItInSilence(Path jdk) {
    for (String argument : List.of("--help", "plugins")) {
      ShellCommand.Outcome outcome =
          distribution.graft(folder).with("JAVA_HOME", jdk.toString()).run(argument);

      assertThat(outcome.errors()).isEmpty();
      assertThat(outcome.exitStatus()).isZero();
    }
  }

  @Test
  void aSignalEndsIt() throws Exception {
    Process process = atHome().start(briefTraining("--set", "training.epochs=1000"));
    try (BufferedReader output = process.inputReader()) {
      String line = output.readLine();
      while (line != null && !line.contains("epoch")) {
        line = output.readLine();
      }
      assertThat(line).isNotNull();

      process.destroy();

      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).isEqualTo(128 + 15);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void itTellsItsVersion() {
    ShellCommand.Outcome outcome = distribution.graft(folder).run("--version");

    String version = distribution.home().getFileName().toString().replace("graft-", "graft ");
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output()).startsWith(version + "\n");
  }

  @Test
  void problemsHaveTheirExitStatus() throws IOException {
    Path file = Files.writeString(folder.resolve("my own.yaml"), "nonsense: 1\n");

    ShellCommand.Outcome outcome = distribution.graft(folder).run("check", "my own.yaml");

    assertThat(outcome.exitStatus()).isEqualTo(2);
    assertThat(outcome.errors()).contains(file.getFileName() + ":1:1: nonsense");
  }

  @Test
  void nothingIsWrittenIntoIt() throws IOException {
    List<String> before = distribution.files();

    assertThat(distribution.graft(folder).run("plugins").exitStatus()).isZero();
    assertThat(distribution.graft(folder).run("check", config("quickstart.yaml").toString()))
        .returns(0, ShellCommand.Outcome::exitStatus);

    assertThat(distribution.files()).isEqualTo(before);
  }
}
