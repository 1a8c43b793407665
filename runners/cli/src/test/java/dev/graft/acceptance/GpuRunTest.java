package dev.graft.acceptance;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.cli.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole run on a GPU; fails where there is none. */
@Tag("gpu")
class GpuRunTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"tensorflow", "djl"})
  void trainsOnTheGpuAndSaysSo(String engine) throws IOException {
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

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("Running on ", "(GPU 0) with ", "Self-check passed");
    assertThat(Files.readString(output.resolve("provenance.json"))).contains("(GPU 0)");
    // What a GPU has trained answers on the processor as it did there.
    assertThat(graft("evaluate", output.toString()).exitCode()).isZero();
  }
}
