package dev.graft.training.data;

import dev.graft.api.problem.Problem;

/** Says why a file is not read as a picture: {@code is 0 bytes}, {@code is HTML text}, …. */
final class UnreadablePictureException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /**
   * Makes one.
   *
   * @param problem what is wrong; its place is not known here
   */
  UnreadablePictureException(Problem problem) {
    this(problem, null);
  }

  UnreadablePictureException(Problem problem, Throwable cause) {
    super(problem.toString(), cause);
    this.problem = problem;
  }

  /** What is wrong, without a place. */
  Problem problem() {
    return problem;
  }
}
