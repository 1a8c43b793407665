package dev.graft.acceptance;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.api.diagnosis.NvidiaDriver;
import dev.graft.cli.CommandLineRun;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the gpu runner does on a machine that has no GPU. */
class WithoutGpuTest {
  @TempDir private Path folder;

  @BeforeAll
  static void onAMachineWithoutAGpu() {
    assumeTrue(NvidiaDriver.find().absent(), "this machine has an NVIDIA driver");
  }

  @ParameterizedTest
  @CsvSource({
    "tensorflow, TensorFlow sees no GPU, classifier linux-x86_64-gpu",
    "djl, PyTorch sees no GPU, PYTORCH_LIBRARY_PATH"
  })
  void theGpuRunnerStopsBeforeAnyPictureIsRead(String engine, String missing, String mend) {
    Path output = folder.resolve("run");

    CommandLineRun run =
        graft(
            "train",
            "../../configs/quickstart.yaml",
            "--set",
            "runner.type=gpu",
            "--set",
            "backbone.engine=" + engine,
            "--output",
            output.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.errLines())
        .singleElement()
        .asString()
        .startsWith("engine " + engine + ": " + missing + ": found natives")
        .contains("no NVIDIA driver", mend);
    assertThat(run.out()).doesNotContain("eading pictures", "Running on");
    assertThat(output).doesNotExist();
  }

  @Test
  void theDoctorDoesNotFindTheGpuItIsAskedFor() {
    CommandLineRun run = graft("doctor", "--gpu", "tensorflow");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out())
        .contains(
            "Engine tensorflow: works", "no GPU", "a GPU is asked for, but no engine sees one");
  }
}
