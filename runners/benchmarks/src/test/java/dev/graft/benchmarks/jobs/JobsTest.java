package dev.graft.benchmarks.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JobsTest {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  private static ProcessRun ran(double seconds, String... lines) {
    List<ProcessRun.Line> all = new java.util.ArrayList<>();
    for (String line : lines) {
      all.add(new ProcessRun.Line(2.0 * (all.size() + 1), line));
    }
    return new ProcessRun(seconds, all, 2_000_000_000L);
  }

  private static GraftJob graft(double seconds) {
    return GraftJob.of(
        ran(
            seconds,
            "  class  training  validation",
            "Features of the 8 training pictures, after 'pool' (1 MB): 8 computed now.",
            "Features of the 4 validation pictures, after 'pool' (1 MB): 4 computed now."));
  }

  @Test
  void aProcessIsTimedLineByLine() {
    ProcessRun run = ProcessRun.of(List.of(JAVA, "--version"), Map.of());

    assertThat(run.seconds()).isPositive();
    assertThat(run.lines()).hasSizeGreaterThan(1);
    assertThat(run.when("Runtime").orElseThrow()).isBetween(0.0, run.seconds());
    assertThat(run.when("no such text")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theKernelTellsThePeakOfMemory() {
    assertThat(ProcessRun.of(List.of("sleep", "0.3"), Map.of()).peakBytes())
        .isBetween(100_000L, 1_000_000_000L);
  }

  @Test
  void aFailureIsAProblem() {
    assertThatThrownBy(() -> ProcessRun.of(List.of(JAVA, "--no-such-option"), Map.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("ended with 1");
    assertThatThrownBy(() -> ProcessRun.of(List.of("no-such-command-anywhere"), Map.of()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("cannot be run");
  }

  @Test
  void aPassIsFromThePlanToTheLastFeatures() {
    assertThat(graft(9).pass()).isEqualTo(4);
    assertThatThrownBy(() -> GraftJob.of(ran(3, "class  training")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("validation pictures");
  }

  @Test
  void epochsThatWereLeftOutAreAddedInProportion() {
    ProcessRun process = ran(50, "noise", "{\"phases_s\": {\"seed_fit\": 40.0}}");

    assertThat(PeerJob.of(process, 10, 2).seconds()).isCloseTo(50 + 8 * 20, within(1e-9));
    assertThat(PeerJob.of(process, 10, 10).seconds()).isEqualTo(50);
    assertThatThrownBy(() -> PeerJob.of(ran(5, "{}"), 10, 2))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("phases_s.seed_fit");
  }

  @Test
  void theTableSaysWhatIsReached() {
    PeerJob seed = PeerJob.of(ran(30, "{\"phases_s\": {\"seed_fit\": 20.0}}"), 10, 2);
    Round round = new Round(graft(4), graft(3), PeerJob.of(ran(5), 10, 10), seed, graft(4.8));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JobTable table = table(bytes);

    table.print(List.of(round));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("| Graft | 4.4 (4.0 to 4.8) | 2.00 GB |")
        .contains("| peer, mode seed (2 epochs run, 8 added in proportion) | 110.0 | 2.00 GB |")
        .contains("(4.0 s) | 1.100 (1.000 to 1.200) | at most 1.2, reached |")
        .contains("share of mode seed | 0.040 | at most 0.13, reached |")
        .contains("share of mode cached | 0.880 | at most 0.85, NOT reached |")
        .contains("another head | 3.000 | at most 10.0, reached |")
        .contains("peak memory in GB | 2.000 | at most 2.5, reached |");
    assertThat(table.reached()).isFalse();
  }

  @Test
  void ofSeveralRoundsTheMiddleCounts() {
    List<Round> rounds =
        DoubleStream.of(4.2, 9, 4)
            .mapToObj(
                seconds ->
                    new Round(
                        graft(seconds),
                        graft(seconds / 2),
                        PeerJob.of(ran(5), 10, 10),
                        PeerJob.of(ran(60), 10, 10),
                        graft(seconds)))
            .toList();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    JobTable table = table(bytes);

    table.print(rounds);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("| Graft | 4.2 (4.0 to 9.0) | 2.00 GB |")
        .contains("share of mode seed | 0.070 (0.067 to 0.150) | at most 0.13, reached |")
        .contains("share of mode cached | 0.840 (0.800 to 1.800) | at most 0.85, reached |")
        .contains("another head | 2.100 (2.000 to 4.500) | at most 10.0, reached |");
    assertThat(table.reached()).isTrue();
  }

  private static JobTable table(ByteArrayOutputStream bytes) {
    return new JobTable(new PrintStream(bytes, true, StandardCharsets.UTF_8), Job.XCEPTION, 10);
  }
}
