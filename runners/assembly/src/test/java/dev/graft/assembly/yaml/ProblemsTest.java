package dev.graft.assembly.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  private final Problems problems = new Problems();

  @Test
  void toldFromTopToEndAndOptionsLast() {
    problems.add(Location.option("--set a=1"), "a", Problem.of("one"));
    problems.add(new Location("f", 10, 1), "b", Problem.of("two"));
    problems.add(new Location("f", 9, 20), "c", Problem.of("three"));
    problems.add(new Location("f", 9, 3), "d", Problem.of("four"));

    assertThat(problems.sorted())
        .extracting(Problem::what)
        .containsExactly("four", "three", "two", "one");
  }

  @Test
  void aPlaceOfItsOwnGoesBeforeWhatIsWrong() {
    problems.add(
        new Location("f", 2, 3),
        "data",
        Problem.at("a.jpg", "cannot be read").withSubject("pixels").expecting("a JPEG"));

    assertThat(problems.sorted().get(0))
        .hasToString("f:2:3: data: a.jpg: pixels: cannot be read; expected a JPEG");
  }

  @Test
  void stopsOnlyIfThereIsAny() {
    assertThatCode(problems::throwIfAny).doesNotThrowAnyException();
    problems.add(Location.start("f"), "", Problem.of("wrong"));

    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOf(ProblemException.class)
        .hasMessage("f:1:1: wrong");
  }
}
