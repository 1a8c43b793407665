package dev.graft.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProblemTest {
  @Test
  void isOneLineWithWhatIsKnown() {
    Problem problem =
        Problem.at("a.yaml:3:5", "unknown key 'epoch'")
            .withSubject("training.epoch")
            .expecting("one of epochs, batch_size")
            .withRemedy(Optional.of("did you mean 'epochs'?"));

    assertThat(problem)
        .hasToString(
            "a.yaml:3:5: training.epoch: unknown key 'epoch';"
                + " expected one of epochs, batch_size; did you mean 'epochs'?");
    assertThat(Problem.of("no pictures")).hasToString("no pictures");
    assertThat(Problem.of("no pictures").withRemedy(Optional.empty())).hasToString("no pictures");
    assertThat(Problem.of("x").withWhere("b.yaml")).hasToString("b.yaml: x");
  }

  @Test
  void anExceptionTellsAllItsProblems() {
    ProblemException exception =
        new ProblemException(List.of(Problem.at("a", "first"), Problem.at("b", "second")));

    assertThat(exception).hasMessage("a: first\nb: second");
    assertThat(exception.problems()).hasSize(2);
    IllegalStateException cause = new IllegalStateException("why");
    assertThat(new ProblemException(Problem.of("x"), cause)).hasCause(cause);
    assertThatIllegalArgumentException().isThrownBy(() -> new ProblemException(List.of()));
  }
}
