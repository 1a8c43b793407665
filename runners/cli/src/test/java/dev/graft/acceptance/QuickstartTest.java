package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code configs/quickstart.yaml}, the first thing that a user runs, keeps what it says. */
class QuickstartTest {
  @TempDir private Path folder;

  @Test
  void learnsItsShapesAndTellsHowToPredict() {
    Path run = folder.resolve("run");

    CommandLineRun training =
        CommandLineRun.graft("train", "../../configs/quickstart.yaml", "--output", run.toString());

    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out())
        .contains("Self-check passed", "The model is in " + run, "graft predict " + run);
    assertThat(FinishedRun.of(run).validationAccuracy()).isGreaterThanOrEqualTo(0.9);
  }
}
