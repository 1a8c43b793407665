package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class EngineExaminerTest {
  private static final Duration LONG = Duration.ofMinutes(2);

  /** An examination that ends as the engine's name says. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      switch (arguments[0]) {
        case "works" ->
            Files.writeString(
                Path.of(arguments[1]), new JsonText().write(DoctorFixtures.working()));
        case "throws" -> throw new IllegalStateException("a bug in the plugin");
        case "hangs" -> Thread.sleep(Duration.ofHours(1).toMillis());
        default -> {
          String pid = Long.toString(ProcessHandle.current().pid());
          String signal = "-" + arguments[0].toUpperCase(Locale.ROOT);
          new ProcessBuilder("kill", signal, pid).start().waitFor();
          Thread.sleep(Duration.ofHours(1).toMillis());
        }
      }
    }
  }

  private static EngineReport examine(String engine, Duration limit) {
    return new EngineExaminer(Ending.class.getName(), limit, new PluginOptions()).examine(engine);
  }

  private static String problem(String engine, Duration limit) {
    EngineReport report = examine(engine, limit);
    assertThat(report.works()).isFalse();
    assertThat(report.diagnosis()).isEmpty();
    assertThat(report.problems())
        .singleElement()
        .extracting(Problem::subject)
        .isEqualTo("engine " + engine);
    return report.problems().get(0).toString();
  }

  @Test
  void theDiagnosisComesThroughAsItWas() {
    EngineReport report = examine("works", LONG);

    assertThat(report.works()).isTrue();
    assertThat(report.diagnosis()).contains(DoctorFixtures.working());
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anIllegalInstructionIsAFindingOfTheEngine() {
    assertThat(problem("ill", LONG))
        .contains("crashes the process (SIGILL)", "lacks instructions", "newer processor");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void anotherCrashIsAFindingToo() {
    assertThat(problem("segv", LONG)).contains("crashes the process (SIGSEGV)", "cache folder");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void soIsBeingKilled() {
    assertThat(problem("kill", LONG)).contains("was killed", "memory");
  }

  @Test
  void aBugIsToldInItsOwnWords() {
    assertThat(problem("throws", LONG)).contains("exit status 1", "a bug in the plugin");
  }

  @Test
  void silenceIsAFinding() {
    assertThat(problem("hangs", Duration.ofSeconds(3))).contains("does not answer within 3 s");
  }
}
