package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import dev.graft.engines.EngineUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code configs/quickstart.yaml}, the first thing that a user runs, keeps what it says. */
class QuickstartTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void learnsItsShapesAndTellsHowToPredict(EngineUnderTest engine) {
    Path run = folder.resolve("run");

    CommandLineRun training =
        CommandLineRun.graft(
            "train",
            "../../configs/quickstart.yaml",
            "--set",
            "backbone.engine=" + engine.component(),
            "--output",
            run.toString());

    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out())
        .contains("Self-check passed", "The model is in " + run, "graft predict " + run);
    assertThat(FinishedRun.of(run).validationAccuracy()).isGreaterThanOrEqualTo(0.9);
  }
}
