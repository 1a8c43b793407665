package dev.graft.api.problem;

import dev.graft.api.Stable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What is told of a file or folder that a user named and the file system failed on. Whoever reads
 * or writes such a file turns its {@link IOException} into one of these: one that gets through is a
 * bug.
 *
 * @since 0.1
 */
@Stable
public final class FileProblem {
  private FileProblem() {}

  /**
   * A file that could not be read.
   *
   * @param expected what should be there; may be empty
   */
  public static ProblemException reading(Path file, String expected, IOException cause) {
    Problem problem = Problem.at(file.toString(), "cannot be read: " + reason(file, cause));
    if (cause instanceof NoSuchFileException) {
      problem = Problem.at(file.toString(), "there is no such file");
    } else if (cause instanceof AccessDeniedException) {
      problem = Problem.at(file.toString(), "may not be read").withRemedy("change its permissions");
    }
    return new ProblemException(problem.expecting(expected), cause);
  }

  /** A folder whose content could not be listed. */
  public static ProblemException listing(Path folder, IOException cause) {
    return new ProblemException(
        Problem.at(folder.toString(), "cannot be listed: " + reason(folder, cause))
            .withRemedy("check its permissions and links"),
        cause);
  }

  /** A file or folder that could not be written. */
  public static ProblemException writing(Path path, IOException cause) {
    return new ProblemException(
        Problem.at(path.toString(), "cannot be written: " + reason(path, cause))
            .withRemedy("free some space, change the permissions, or name another place"),
        cause);
  }

  /** What the file system says of a file, in one line that names it. */
  public static String describe(FileSystemException failure) {
    return failure.getFile() + ": " + reason(Path.of(failure.getFile()), failure);
  }

  /** The failure without the path that is named before it. */
  private static String reason(Path path, IOException failure) {
    if (!(failure instanceof FileSystemException file)) {
      return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
    String what;
    if (file instanceof NoSuchFileException) {
      what = "there is no such file or folder";
    } else if (file instanceof AccessDeniedException) {
      what = "access is denied";
    } else if (file instanceof FileAlreadyExistsException) {
      what = "it is there already";
    } else {
      what = file.getReason() == null ? file.getClass().getSimpleName() : file.getReason();
    }
    boolean same = file.getFile() == null || file.getFile().equals(path.toString());
    return same ? what : what + " (" + file.getFile() + ")";
  }
}
