package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.process.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which native libraries a command has mapped into its process when it is done. */
@EnabledOnOs(OS.LINUX)
class NativeLibrariesTest {
  private static final String QUICKSTART = "../../configs/quickstart.yaml";

  @TempDir private Path folder;

  private static List<String> enginesLoadedBy(String... command) {
    ChildJvm.Outcome outcome = ChildJvm.of(NativeLibrariesProbe.class).run(command);
    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    return outcome
        .output()
        .lines()
        .filter(line -> line.startsWith(NativeLibrariesProbe.LOADED))
        .map(line -> line.substring(NativeLibrariesProbe.LOADED.length()))
        .toList();
  }

  @Test
  void commandsThatComputeNothingLoadNone() {
    assertThat(enginesLoadedBy("--help")).isEmpty();
    assertThat(enginesLoadedBy("plugins")).isEmpty();
    assertThat(enginesLoadedBy("schema")).isEmpty();
    assertThat(enginesLoadedBy("reference", "tensorflow")).isEmpty();
    assertThat(enginesLoadedBy("check", QUICKSTART)).isEmpty();
    assertThat(enginesLoadedBy("check", QUICKSTART, "--set", "backbone.engine=djl")).isEmpty();
    assertThat(enginesLoadedBy("summary", QUICKSTART)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"tensorflow", "djl"})
  void trainingLoadsTheChosenEngineOnly(String engine) {
    assertThat(
            enginesLoadedBy(
                "train",
                QUICKSTART,
                "--set",
                "backbone.engine=" + engine,
                "--set",
                "training.epochs=1",
                "--set",
                "data.training=64",
                "--set",
                "data.validation=32",
                "--output",
                folder.resolve("run").toString()))
        .containsExactly(engine);
  }
}
