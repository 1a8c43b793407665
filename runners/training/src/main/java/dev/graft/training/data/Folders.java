package dev.graft.training.data;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks into folders that a user named, and says clearly what is wrong with them. */
final class Folders {
  private Folders() {}

  /**
   * Checks that there is a folder.
   *
   * @param folder an absolute path
   * @param expected what should be there, for the problem
   * @throws ProblemException if there is none, with the nearest name that there is
   */
  static void require(Path folder, String expected) {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (Files.exists(folder)) {
      throw new ProblemException(Problem.at(folder.toString(), "is a file").expecting(expected));
    }
    Path missing = folder;
    while (missing.getParent() != null && !Files.exists(missing.getParent())) {
      missing = missing.getParent();
    }
    Path parent = missing.getParent();
    String what =
        missing.equals(folder)
            ? "there is no such folder"
            : "there is no such folder: '%s' has no '%s'".formatted(parent, missing.getFileName());
    throw new ProblemException(
        Problem.at(folder.toString(), what)
            .expecting(expected)
            .withRemedy(
                neighbour(missing)
                    .or(() -> Optional.of("a relative path starts at the experiment file"))));
  }

  /**
   * What is directly in a folder, less what is hidden.
   *
   * @throws ProblemException if it cannot be listed
   */
  static List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> !child.getFileName().toString().startsWith(".")).toList();
    } catch (IOException e) {
      throw FileProblem.listing(folder, e);
    } catch (UncheckedIOException e) {
      throw FileProblem.listing(folder, e.getCause());
    }
  }

  private static Optional<String> neighbour(Path missing) {
    Path parent = missing.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      return Optional.empty();
    }
    return Suggestion.forName(
        missing.getFileName().toString(),
        list(parent).stream()
            .filter(Files::isDirectory)
            .map(child -> child.getFileName().toString())
            .toList());
  }
}
