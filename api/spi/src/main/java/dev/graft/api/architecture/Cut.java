package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.imported.ImportedLayer;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network cut in two where its frozen part ends: the prefix only ever infers, the suffix is
 * trained.
 *
 * @param prefix the frozen part, from images to features; empty if nothing that has parameters is
 *     frozen from the input on
 * @param suffix the rest; takes the prefix's output, or the images themselves
 * @since 0.1
 */
@Evolving
public record Cut(Optional<Architecture> prefix, Architecture suffix) {

  /**
   * Cuts as late as possible: at the last layer below which all that has parameters is frozen,
   * nothing behaves otherwise in training, and whose output alone crosses the cut. Layers without
   * parameters above the frozen ones, such as a head's pooling, join the prefix.
   *
   * @param network the whole network
   * @param frozen names of the frozen layers
   */
  public static Cut at(Architecture network, Set<String> frozen) {
    List<Node> nodes = network.nodes();
    String best = null;
    boolean hasParameters = false;
    for (int i = 0; i < nodes.size() - 1; i++) {
      Node node = nodes.get(i);
      boolean fixed =
          frozen.contains(node.name())
              || (node.parameters().isEmpty() && !node.layer().dependsOnMode());
      if (!fixed) {
        break;
      }
      hasParameters |= !node.parameters().isEmpty() || node.layer() instanceof ImportedLayer;
      if (hasParameters && alone(network, i) && !node.name().equals(network.output())) {
        best = node.name();
      }
    }
    return best == null
        ? new Cut(Optional.empty(), network)
        : new Cut(Optional.of(network.upTo(best)), network.after(best));
  }

  /**
   * Whether of the first i + 1 layers' outputs (and the input) only the last is used later. That
   * the network gives an output is a use, too.
   */
  private static boolean alone(Architecture network, int i) {
    List<Node> nodes = network.nodes();
    Set<String> later = new HashSet<>();
    later.add(network.output());
    for (Node node : nodes.subList(i + 1, nodes.size())) {
      later.addAll(node.inputs());
    }
    Set<String> above = new HashSet<>();
    nodes.subList(i + 1, nodes.size()).forEach(node -> above.add(node.name()));
    later.removeAll(above);
    return later.equals(Set.of(nodes.get(i).name()));
  }
}
