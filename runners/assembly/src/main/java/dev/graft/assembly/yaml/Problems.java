package dev.graft.assembly.yaml;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects problems with their places, so that all are told together: file after file as they were
 * read, each from top to bottom, and those of options last.
 */
public final class Problems {
  /** A file with more than that many is told of so many; they can hardly be read anyway. */
  public static final int MOST_TOLD = 100;

  private final List<LocatedProblem> located = new ArrayList<>();
  private final Map<String, Integer> files = new HashMap<>();

  /** Says that a file begins to be read: its problems stand behind those of the files before. */
  public void reads(String file) {
    files.putIfAbsent(file, files.size());
  }

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
    reads(location.source());
    located.add(
        new LocatedProblem(
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
    other.located.forEach(
        problem -> {
          reads(problem.location().source());
          located.add(problem);
        });
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
    return located().stream().map(LocatedProblem::problem).toList();
  }

  /** All problems with their places, sorted by place. */
  public List<LocatedProblem> located() {
    return located.stream()
        .sorted(Comparator.comparing(LocatedProblem::location, this::compare))
        .toList();
  }

  /** The problems as the user is told them: of very many the first, and how many more there are. */
  public List<LocatedProblem> told() {
    List<LocatedProblem> all = located();
    if (all.size() <= MOST_TOLD) {
      return all;
    }
    List<LocatedProblem> first = new ArrayList<>(all.subList(0, MOST_TOLD));
    first.add(
        new LocatedProblem(
            Location.file(all.get(MOST_TOLD).location().source()),
            Problem.of("and %d more problems".formatted(all.size() - MOST_TOLD))));
    return first;
  }

  private int compare(Location one, Location other) {
    return Comparator.comparing(Location::isOption)
        .thenComparing(location -> location.isOption() ? 0 : files.get(location.source()))
        .thenComparingInt(Location::line)
        .thenComparingInt(Location::column)
        .compare(one, other);
  }

  /**
   * Stops if there is any problem.
   *
   * @throws ProblemException with all of them, sorted by place; of very many, with the first and
   *     their number
   */
  public void throwIfAny() {
    if (!isEmpty()) {
      throw new ProblemException(told().stream().map(LocatedProblem::problem).toList());
    }
  }
}
