package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.Optional;

/**
 * Whether the learning rates of a phase can be meant: each one is given once, for layers there are.
 */
final class LearningChecks {
  private final Sections sections;
  private final Problems problems;

  LearningChecks(Sections sections, Problems problems) {
    this.sections = sections;
    this.problems = problems;
  }

  /**
   * Checks a section.
   *
   * @param section {@code training}, or one of {@code fine_tuning}
   * @param body the backbone, if it is known
   */
  void check(Bound<?> section, Optional<Architecture> body) {
    learningRate(section);
    body.ifPresent(backbone -> rates(sections.in(section, "rates"), backbone));
  }

  private void learningRate(Bound<?> section) {
    Bound<?> shortForm = sections.in(section, "learning_rate");
    Bound<?> optimizer = sections.in(section, "optimizer");
    Optional<Bound<?>> own = optimizer.field("learning_rate");
    // A setting that is left out stands where its mapping does.
    boolean given = own.isPresent() && !own.get().location().equals(optimizer.location());
    if (given && shortForm.clean() && shortForm.resolved() != null) {
      problems.add(
          shortForm.location(),
          shortForm.path(),
          Problem.of(
                  "is given twice: %s here, %s by the optimizer"
                      .formatted(shortForm.resolved(), own.get().resolved()))
              .withRemedy("leave one of them out"));
    }
  }

  private void rates(Bound<?> list, Architecture backbone) {
    int before = 0;
    for (Bound<?> item : list.items()) {
      Bound<?> until = sections.in(item, "until");
      Optional<String> layer = until.cleanValue(String.class);
      if (layer.isEmpty()) {
        return;
      }
      int upTo;
      try {
        upTo = new Freeze.Until(layer.get()).frozenLayers(backbone).size();
      } catch (ProblemException e) {
        problems.addAll(until.location(), until.path(), e);
        return;
      }
      if (upTo <= before) {
        problems.add(
            until.location(),
            until.path(),
            Problem.of("'%s' is not above the layer of the item before".formatted(layer.get()))
                .expecting("layers from the first to the last, each above the one before"));
        return;
      }
      before = upTo;
    }
  }
}
