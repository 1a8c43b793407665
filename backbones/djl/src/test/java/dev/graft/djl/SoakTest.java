package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.graft.testkit.process.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Memory that is not given back. In processes of their own, whose heap is touched from the start,
 * so that only native memory can move the figure.
 */
class SoakTest {
  @ParameterizedTest
  @ValueSource(strings = {"steps", "predictions", "networks", "imported"})
  void leavesResidentMemoryFlat(String work) {
    assumeTrue(
        Files.isReadable(Path.of("/proc/self/status")), "resident memory is read from /proc");

    ChildJvm.Outcome outcome =
        ChildJvm.of(Soak.class)
            .option("-Xms256m")
            .option("-Xmx256m")
            .option("-XX:+UseSerialGC")
            .option("-XX:+AlwaysPreTouch")
            .run(work);

    assertThat(outcome.exitStatus()).as(outcome.errors()).isZero();
    List<Double> kibibytes = outcome.output().lines().map(Double::valueOf).toList();
    assertThat(kibibytes.get(1) / kibibytes.get(0)).isCloseTo(1, within(0.1));
  }
}
