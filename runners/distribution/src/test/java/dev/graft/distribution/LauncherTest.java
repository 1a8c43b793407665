package dev.graft.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code bin/graft} starts, and how; with a Java that only writes down what it was given. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  /** What every Java is started with, unless the user names a collector. */
  private static final List<String> COMMON =
      List.of(
          "-XX:+UseParallelGC",
          "-XX:MaxNewSize=256m",
          "-XX:Tier4InvocationThreshold=50000",
          "-XX:Tier4CompileThreshold=60000",
          "-XX:Tier4BackEdgeThreshold=200000");

  private static final Path SOURCES = Path.of("src/main/distribution");

  @TempDir private Path temp;
  private Path home;
  private Path launcher;

  @BeforeEach
  void unpackWhereNamesAreOdd() throws IOException {
    home = temp.toRealPath().resolve("It's a \"folder\" with $odd *characters");
    for (String file : List.of("bin/graft", "lib/launch.sh", "lib/java.options")) {
      Files.createDirectories(home.resolve(file).getParent());
      Files.copy(SOURCES.resolve(file), home.resolve(file));
    }
    launcher = home.resolve("bin/graft");
  }

  private RecordingJava java(String version) throws IOException {
    return RecordingJava.released(temp.resolve("Java " + version), version);
  }

  private ShellCommand graft(RecordingJava java) {
    return ShellCommand.in(temp, launcher.toString()).with("JAVA_HOME", java.home().toString());
  }

  @ParameterizedTest
  @CsvSource({
    "17.0.15, false",
    "21.0.2, false",
    "23.0.1, false",
    "24, true",
    "25, true",
    "26-ea, true"
  })
  void eachJavaGetsTheOptionsThatItNeeds(String version, boolean natives) throws IOException {
    RecordingJava java = java(version);

    assertThat(graft(java).run("plugins").exitStatus()).isEqualTo(7);

    List<String> newer =
        List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    assertThat(java.options())
        .containsExactlyElementsOf(
            Stream.of(
                    COMMON,
                    natives ? newer : List.<String>of(),
                    List.of(
                        "-Dgraft.home=" + home,
                        "-Dgraft.command=" + launcher,
                        "-cp",
                        home.resolve("lib/graft.jar").toString()))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void argumentsArriveAsTheyWereGiven() throws IOException {
    RecordingJava java = java("17");
    String[] arguments = {
      "train", "a b.yaml", "", "*", "it's", "\"quoted\"", "$HOME", "back\\slash", "two\nlines", "-x"
    };

    graft(java).run(arguments);

    assertThat(java.graftArguments()).containsExactly(arguments);
  }

  @Test
  void withoutArgumentsThereAreNone() throws IOException {
    RecordingJava java = java("17");

    graft(java).run();

    assertThat(java.graftArguments()).isEmpty();
  }

  /** So signals, Ctrl-C among them, reach Java, and its status is that of the command. */
  @Test
  void theProcessOfTheLauncherBecomesJava() throws IOException {
    RecordingJava java = java("17");

    ShellCommand.Outcome outcome =
        ShellCommand.in(temp, "/bin/sh", "-c", "echo $$; exec \"$0\" plugins", launcher.toString())
            .with("JAVA_HOME", java.home().toString())
            .run();

    assertThat(outcome.exitStatus()).isEqualTo(7);
    assertThat(java.process()).isEqualTo(outcome.output().strip());
  }

  @Test
  void linksLeadHome() throws IOException {
    RecordingJava java = java("17");
    Path links = Files.createDirectories(temp.resolve("some links"));
    Files.createSymbolicLink(links.resolve("absolute"), launcher);
    Files.createSymbolicLink(links.resolve("graft"), Path.of("absolute"));
    Files.createSymbolicLink(temp.resolve("folder"), links);

    ShellCommand.in(temp, "folder/graft").with("JAVA_HOME", java.home().toString()).run("plugins");

    assertThat(java.options())
        .contains("-Dgraft.home=" + home, "-Dgraft.command=folder/graft")
        .contains(home.resolve("lib/graft.jar").toString());
  }

  @Test
  void calledFromThePathItIsGraft() throws IOException {
    RecordingJava java = java("17");

    ShellCommand.in(temp, "/bin/sh", "-c", "graft plugins")
        .with("PATH", home.resolve("bin") + ":/usr/bin:/bin")
        .with("JAVA_HOME", java.home().toString())
        .run();

    assertThat(java.options()).contains("-Dgraft.home=" + home, "-Dgraft.command=graft");
  }

  @Test
  void calledByItsNameInItsFolder() throws IOException {
    RecordingJava java = java("17");

    ShellCommand.in(home.resolve("bin"), "/bin/sh", "graft")
        .with("JAVA_HOME", java.home().toString())
        .with("CDPATH", "..:" + temp)
        .run("plugins");

    assertThat(java.options()).contains("-Dgraft.home=" + home, "-Dgraft.command=graft");
  }

  @Test
  void theUsersOptionsComeLastAndWin() throws IOException {
    RecordingJava java = java("17");

    graft(java)
        .with("GRAFT_JAVA_OPTS", "-Xmx8g  -XX:OnError=* -XX:MaxNewSize=1g")
        .with("JAVA_OPTS", "-Xmx2g")
        .run("plugins");

    assertThat(java.options())
        .startsWith(COMMON.toArray(String[]::new))
        .containsSequence(
            COMMON.get(COMMON.size() - 1),
            "-Xmx2g",
            "-Xmx8g",
            "-XX:OnError=*",
            "-XX:MaxNewSize=1g");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseG1GC", "-Xmx4g -XX:+UseZGC", "-XX:+UseSerialGC -Xss1m"})
  void aCollectorNamedByTheUserIsTheOnlyOne(String options) throws IOException {
    RecordingJava java = java("25");

    for (String variable : List.of("GRAFT_JAVA_OPTS", "JAVA_OPTS")) {
      graft(java).with(variable, options).run("plugins");

      assertThat(java.options())
          .doesNotContain("-XX:+UseParallelGC", "-XX:MaxNewSize=256m")
          .contains(options.split(" "));
    }
  }

  @Test
  void theEnginesAreSetUpUnlessTheUserDoesIt() throws IOException {
    RecordingJava java = java("17");

    graft(java).with("TF_CPP_MIN_LOG_LEVEL", "0").run("plugins");

    assertThat(java.environment())
        .containsEntry("TF_CPP_MIN_LOG_LEVEL", "0")
        .containsEntry("TF_OVERRIDE_GLOBAL_THREADPOOL", "1")
        .containsEntry("OMP_WAIT_POLICY", "passive")
        .containsEntry("THP_MEM_ALLOC_ENABLE", "1")
        .containsEntry("MALLOC_ARENA_MAX", "1")
        .containsEntry("MALLOC_MMAP_THRESHOLD_", "1073741824")
        .containsEntry("MALLOC_TRIM_THRESHOLD_", "268435456")
        .doesNotContainKey("HOME");
  }

  @Test
  void theJavaOfThePathIsFoundThroughItsLinks() throws IOException {
    RecordingJava java = java("25.0.1");
    Path links = Files.createDirectories(temp.resolve("links"));
    Files.createSymbolicLink(links.resolve("java"), java.folder().resolve("java"));

    ShellCommand.in(temp, launcher.toString())
        .with("PATH", links + ":/usr/bin:/bin")
        .run("plugins");

    // The recorder stands where it was called: beside the link.
    assertThat(Files.readString(links.resolve("arguments"))).contains("--enable-native-access");
  }

  @Test
  void aJavaWithoutAReleaseFileIsAsked() throws IOException {
    RecordingJava java =
        RecordingJava.in(
            temp.resolve("plain"),
            "Picked up JAVA_TOOL_OPTIONS: -Dx=y\nopenjdk version \"24.0.2\" 2025-07-15\n");

    graft(java).run("plugins");

    assertThat(java.options()).contains("--sun-misc-unsafe-memory-access=allow");
  }

  @ParameterizedTest
  @ValueSource(strings = {"11.0.2", "16", "1.8.0_402"})
  void anOldJavaIsRefused(String version) throws IOException {
    RecordingJava java = java(version);

    ShellCommand.Outcome outcome = graft(java).run("plugins");

    assertThat(outcome.exitStatus()).isEqualTo(2);
    assertThat(outcome.errors())
        .isEqualTo(
            "graft: %s is version %s; Graft needs Java 17 or newer (set JAVA_HOME to one)\n"
                .formatted(java.folder().resolve("java"), version));
    assertThat(java.arguments()).isNull();
  }

  @Test
  void aJavaThatSaysNothingIsRefused() throws IOException {
    RecordingJava java = RecordingJava.in(temp.resolve("mute"), "Please install a JDK.\n");

    ShellCommand.Outcome outcome = graft(java).run("plugins");

    assertThat(outcome.exitStatus()).isEqualTo(2);
    assertThat(outcome.errors()).contains("does not say which version it is");
  }

  @Test
  void aWrongJavaHomeIsTold() {
    ShellCommand.Outcome outcome =
        ShellCommand.in(temp, launcher.toString()).with("JAVA_HOME", "/nowhere at all").run();

    assertThat(outcome.exitStatus()).isEqualTo(2);
    assertThat(outcome.errors())
        .isEqualTo("graft: JAVA_HOME is /nowhere at all, but there is no bin/java in it\n");
  }

  @Test
  void aMissingJavaIsTold() throws IOException {
    Path programs = Files.createDirectories(temp.resolve("programs"));
    for (String program : List.of("dirname", "basename", "readlink", "sed", "head")) {
      Path file =
          Stream.of("/usr/bin", "/bin")
              .map(folder -> Path.of(folder, program))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(programs.resolve(program), file);
    }

    ShellCommand.Outcome outcome =
        ShellCommand.in(temp, "/bin/sh", launcher.toString())
            .with("PATH", programs.toString())
            .run();

    assertThat(outcome.exitStatus()).isEqualTo(2);
    assertThat(outcome.errors())
        .isEqualTo("graft: java was not found; install Java, version 17 or newer\n");
  }
}
