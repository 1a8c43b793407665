package dev.graft.api.problem;

import dev.graft.api.Stable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Thrown where a user's input stops the work. The user sees its problems, never its stack trace; a
 * bug is any other exception.
 *
 * @since 0.1
 */
@Stable
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /** Stops with one problem. */
  public ProblemException(Problem problem) {
    this(List.of(problem));
  }

  /** Stops with one problem and what caused it. */
  public ProblemException(Problem problem, Throwable cause) {
    this(List.of(problem));
    initCause(cause);
  }

  /**
   * Stops with several problems.
   *
   * @param problems at least one
   */
  public ProblemException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a ProblemException tells at least one problem");
    }
    this.problems = List.copyOf(problems);
  }

  /** The problems, in the order they should be told. */
  public List<Problem> problems() {
    return problems;
  }
}
