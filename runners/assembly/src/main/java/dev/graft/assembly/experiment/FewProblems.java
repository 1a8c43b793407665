package dev.graft.assembly.experiment;

import dev.graft.api.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Weights of another network are wrong in every layer; a few of them tell it. */
final class FewProblems {
  private static final int TOLD = 5;

  private FewProblems() {}

  /**
   * The first problems, and how many more there are.
   *
   * @param where what the weights are called
   */
  static List<Problem> of(List<Problem> problems, String where) {
    if (problems.size() <= TOLD) {
      return problems;
    }
    List<Problem> few = new ArrayList<>(problems.subList(0, TOLD));
    few.add(
        Problem.at(where, "and %d more such problems".formatted(problems.size() - TOLD))
            .withRemedy("these are probably the weights of another network"));
    return few;
  }
}
