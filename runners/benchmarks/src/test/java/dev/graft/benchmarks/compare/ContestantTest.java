package dev.graft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestantTest {
  private static final ContestantCommand SMALL = new ContestantCommand(2, 32, 1);

  @Test
  void anEngineInAProcessOfItsOwnDoesWhatItIsAskedFor() {
    try (Contestant contestant =
        Contestant.start(
            "tensorflow", SMALL.graft("tensorflow"), ContestantCommand.GRAFT_ENVIRONMENT)) {
      assertThat(contestant.introduction().contestant()).startsWith("Graft, TensorFlow 2.");
      assertThat(contestant.introduction().tasks()).isEqualTo(GraftContestant.TASKS);
      assertThat(contestant.introduction().features()).hasSize(2 * 1280);
      double cpu = 0;
      for (String task : GraftContestant.TASKS) {
        Slice slice = contestant.run(task, 3);
        assertThat(slice.seconds()).hasSize(3).doesNotContain(0);
        cpu += slice.cpu();
      }
      // The system counts hundredths of seconds: a single pass may be less.
      assertThat(cpu).isPositive();
    }
  }

  @Test
  void aProcessThatSaysNothingIsNamed() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(
            () ->
                Contestant.start(
                    "silent",
                    List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--dry-run",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GraftContestant.class.getName()),
                    Map.of()))
        .withMessageContaining("contestant 'silent' ended without an answer");
  }

  @Test
  void aCommandThatIsNotThereIsAProblem() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Contestant.start("absent", List.of("no-such-command-here"), Map.of()))
        .withMessageContaining("contestant 'absent' cannot be started");
  }

  @Test
  void aPeerIsGivenTheSameCase() {
    assertThat(SMALL.peer(Path.of("venv/python"), Path.of("peers/torch_peer.py")))
        .containsSubsequence(
            Path.of("venv/python").toString(),
            Path.of("peers/torch_peer.py").toString(),
            "--batch",
            "2",
            "--size",
            "32",
            "--threads",
            "1");
  }
}
