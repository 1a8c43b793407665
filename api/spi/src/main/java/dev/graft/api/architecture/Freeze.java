package dev.graft.api.architecture;

import dev.graft.api.Stable;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.problem.Suggestion;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Which layers of a backbone keep what they know. A frozen layer keeps its weights and its
 * batch-norm statistics, and runs in inference mode (Keras: {@code layer.trainable = False}).
 *
 * @since 0.1
 */
@Stable
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
   * The first layers as Keras counts them are frozen: {@code for layer in base.layers[:count]}. The
   * input is the first; layers that Keras's model of the same network does not have among its
   * layers, such as preprocessing that Graft adds, do not count ({@link Node#counted}).
   *
   * @param count number of frozen layers, at least 0 and at most {@link
   *     Architecture#countedLayers()}
   */
  record Layers(int count) implements Freeze {}

  /**
   * Names of the frozen layers.
   *
   * @throws ProblemException if there is no layer of the name, with the nearest ones; or there are
   *     not as many layers, with their number
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
    if (this instanceof Layers layers) {
      return first(layers.count(), backbone);
    }
    return new LinkedHashSet<>();
  }

  private static Set<String> first(int count, Architecture backbone) {
    int there = backbone.countedLayers();
    if (count < 0 || count > there) {
      throw new ProblemException(
          Problem.of(count < 0 ? count + " is negative" : "there are not " + count + " layers")
              .expecting(
                  "0 to %d: backbone '%s' has %d layers, the input included, as `graft summary` numbers them"
                      .formatted(there, backbone.name(), there)));
    }
    Set<String> frozen = new LinkedHashSet<>();
    Set<String> sinceLast = new LinkedHashSet<>();
    int counted = 1;
    for (Node node : backbone.nodes()) {
      sinceLast.add(node.name());
      if (node.counted()) {
        counted++;
        if (counted > count) {
          break;
        }
        frozen.addAll(sinceLast);
        sinceLast.clear();
      }
    }
    return frozen;
  }
}
