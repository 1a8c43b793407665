package dev.graft.architectures.pytorch;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatFormat;

/** What is said of files that hold no state dict. */
final class TorchProblems {
  private static final String EXPECTED = "a state dict as torch.save writes it";
  private static final String REMEDY =
      "where the file is trusted, in Python: torch.save(model.state_dict(), \"weights.pth\")";

  private TorchProblems() {}

  /** A pickle that cannot be taken. */
  static ProblemException of(String path, PickleException e) {
    return e.isForeign()
        ? new ProblemException(notAStateDict(path, "its pickle " + e.getMessage()), e)
        : damaged(path, "its pickle is wrong: " + e.getMessage(), e);
  }

  /** A well-formed file of something else. */
  static Problem notAStateDict(String path, String what) {
    return Problem.at(path, what).expecting(EXPECTED).withRemedy(REMEDY);
  }

  /** A file that is not as it was written. */
  static ProblemException damaged(String path, String how, Throwable cause) {
    return new ProblemException(
        Problem.at(path, "this file is damaged: " + how).withRemedy("fetch or write it again"),
        cause);
  }

  /** How the elements of a storage are written, if they are floating-point numbers. */
  static FloatFormat format(String path, Storage storage) {
    return storage
        .type()
        .format()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.at(path, "values of type " + storage.type().pythonName())
                        .withSubject("storage " + storage.key())
                        .expecting("floating-point numbers")));
  }
}
