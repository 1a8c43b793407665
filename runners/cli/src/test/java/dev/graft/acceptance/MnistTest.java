package dev.graft.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import dev.graft.engines.EngineUnderTest;
import dev.graft.testkit.files.SharedFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code configs/mnist.yaml} on the real digits. */
@Tag("shared")
class MnistTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void threeEpochsReachWhatTheFileSays(EngineUnderTest engine) {
    CommandLineRun training =
        CommandLineRun.graft(
            "train",
            "../../configs/mnist.yaml",
            "--set",
            "data.path='" + SharedFolder.folder("data/mnist") + "'",
            "--set",
            "backbone.engine=" + engine.component(),
            "--output",
            folder.resolve("run").toString());

    assertThat(training.err()).isEmpty();
    assertThat(training.exitCode()).isZero();
    assertThat(training.out()).contains("60,000 pictures to learn from, 10,000 to judge by");
    assertThat(FinishedRun.of(folder.resolve("run")).validationAccuracy())
        .isGreaterThanOrEqualTo(0.985);
  }
}
