package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects problems with their places, so that all are told together, from top to bottom. */
public final class Problems {
  private record Located(Location location, Problem problem) {}

  private final List<Located> located = new ArrayList<>();

  /**
   * Adds a problem. A place that it tells of itself, such as a picture, goes before what is wrong.
   *
   * @param location the place in the experiment file
   * @param path path of the setting, such as {@code training.epochs}; may be empty
   */
  public void add(Location location, String path, Problem problem) {
    StringBuilder what = new StringBuilder();
    if (!problem.where().isEmpty()) {
      what.append(problem.where()).append(": ");
    }
    if (!problem.subject().isEmpty()) {
      what.append(problem.subject()).append(": ");
    }
    what.append(problem.what());
    located.add(
        new Located(
            location,
            new Problem(
                location.toString(), path, what.toString(), problem.expected(), problem.remedy())));
  }

  /** Adds all problems of an exception. */
  public void addAll(Location location, String path, ProblemException exception) {
    exception.problems().forEach(problem -> add(location, path, problem));
  }

  /** Adds what another has collected. */
  public void addAll(Problems other) {
    located.addAll(other.located);
  }

  /** Number of problems so far. */
  public int size() {
    return located.size();
  }

  /** Whether there is none. */
  public boolean isEmpty() {
    return located.isEmpty();
  }

  /** All problems, sorted by place. */
  public List<Problem> sorted() {
    return located.stream()
        .sorted(Comparator.comparing(Located::location))
        .map(Located::problem)
        .toList();
  }

  /**
   * Stops if there is any problem.
   *
   * @throws ProblemException with all of them, sorted by place
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new ProblemException(sorted());
    }
  }
}
