package dev.graft.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Memory that is not given back. In processes of their own, whose heap is touched from the start,
 * so that only native memory can move the figure.
 */
class SoakTest {
  @TempDir Path folder;

  @Test
  void fiveHundredStepsLeaveResidentMemoryFlat() throws Exception {
    List<Long> kibibytes = run("steps");

    assertThat((double) kibibytes.get(1) / kibibytes.get(0)).isCloseTo(1, within(0.1));
  }

  @Test
  void closedNetworksGiveTheirMemoryBack() throws Exception {
    List<Long> kibibytes = run("networks");

    assertThat((double) kibibytes.get(1) / kibibytes.get(0)).isCloseTo(1, within(0.1));
  }

  @Test
  void importedNetworksGiveTheirMemoryBack() throws Exception {
    List<Long> kibibytes = run("imported", folder.resolve("model").toString());

    assertThat((double) kibibytes.get(1) / kibibytes.get(0)).isCloseTo(1, within(0.1));
  }

  private List<Long> run(String work, String... more) throws IOException, InterruptedException {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");
    Path output = folder.resolve(work);
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-Xms384m",
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:+AlwaysPreTouch",
                // Otherwise the garbage collector would now and then free what is not closed.
                "-Dorg.bytedeco.javacpp.nopointergc=true",
                "-cp",
                System.getProperty("java.class.path"),
                Soak.class.getName(),
                work));
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).as("exit status").isZero();
    return Files.readAllLines(output).stream().map(Long::valueOf).toList();
  }
}
