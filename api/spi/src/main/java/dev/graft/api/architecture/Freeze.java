package dev.graft.api.architecture;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which layers of a backbone keep what they know. A frozen layer keeps its weights and its
 * batch-norm statistics, and runs in inference mode (Keras: {@code layer.trainable = False}).
 */
public sealed interface Freeze {
  /** Every layer of the backbone is frozen; only the head is trained. */
  record All() implements Freeze {}

  /** No layer is frozen. */
  record None() implements Freeze {}

  /**
   * The layers from the first up to and including one, in the network's order, are frozen.
   *
   * @param layer name of the last frozen layer
   */
  record Until(String layer) implements Freeze {}

  /**
   * Names of the frozen layers.
   *
   * @throws ProblemException if there is no layer of the name, with the nearest ones
   */
  default Set<String> frozenLayers(Architecture backbone) {
    List<String> names = backbone.layerNames();
    if (this instanceof All) {
      return new LinkedHashSet<>(names);
    }
    if (this instanceof Until until) {
      int last = names.indexOf(until.layer());
      if (last < 0) {
        throw new ProblemException(
            Problem.of("backbone '%s' has no layer '%s'".formatted(backbone.name(), until.layer()))
                .expecting("one of its " + names.size() + " layers, as `graft summary` lists them")
                .withRemedy(Suggestion.forName(until.layer(), names)));
      }
      return new LinkedHashSet<>(names.subList(0, last + 1));
    }
    return new LinkedHashSet<>();
  }
}
