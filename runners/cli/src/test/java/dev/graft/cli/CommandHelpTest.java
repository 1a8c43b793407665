package dev.graft.cli;

import static dev.graft.cli.CommandLineRun.graft;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandHelpTest {
  @Test
  void theHelpNamesAllCommandsAndExitCodes() {
    CommandLineRun help = graft("--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out())
        .contains(
            "train",
            "evaluate",
            "predict",
            "summary",
            "check",
            "plugins",
            "schema",
            "reference",
            "new",
            "cache",
            "weights",
            "doctor")
        .contains("Exit codes:", "  0   all is well", "  1   a bug", "  2   a problem")
        .contains("graft train configs/quickstart.yaml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "evaluate",
        "predict",
        "summary",
        "check",
        "plugins",
        "schema",
        "reference",
        "new",
        "cache",
        "weights",
        "doctor"
      })
  void everyCommandTeachesByExamples(String command) {
    CommandLineRun help = graft(command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.err()).isEmpty();
    assertThat(help.out()).contains("\nUsage: graft " + command, "Examples:");
    assertThat(help.out()).contains("\n  graft " + command + " ");
    assertThat(help.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "fetch", "verify"})
  void commandsBelowOthersTeachByExamples(String command) {
    CommandLineRun help = graft("weights", command, "--help");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: graft weights " + command, "Examples:");
    assertThat(help.out()).contains("\n  graft weights " + command + " ");
    assertThat(help.outLines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(101));
  }

  @Test
  void theVersionIsTold() {
    CommandLineRun version = graft("--version");

    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).startsWith("graft ").contains("Java ");
  }

  @Test
  void aMisspeltCommandGetsTheNearestOne() {
    CommandLineRun run = graft("trian", "x.yaml");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'trian'").contains("train").contains("Try: graft --help");
  }

  @Test
  void aMisspeltOptionGetsTheNearestOne() {
    CommandLineRun run = graft("train", "x.yaml", "--overwrit");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--overwrit").contains("--overwrite");
    assertThat(run.err()).contains("Try: graft train --help").doesNotContain("\tat ");
  }

  @Test
  void aMissingFileArgumentIsAProblem() {
    CommandLineRun run = graft("train");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("FILE");
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    CommandLineRun run = graft();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: graft");
  }
}
