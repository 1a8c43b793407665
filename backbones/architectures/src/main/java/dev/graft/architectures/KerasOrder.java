package dev.graft.architectures;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network's layers in the order of Keras's {@code model.layers}: by their depth, that is the
 * number of layers on the longest way to the output, deepest first; those of one depth in the order
 * in which a walk from the output over each layer's inputs meets them ({@code map_graph} in {@code
 * keras/src/ops/function.py}). Weights files list their layers so, and "the first 249 layers" are
 * counted so.
 */
final class KerasOrder {
  private final Architecture network;
  private final Map<String, Integer> depths = new HashMap<>();
  private final Map<String, Integer> met = new HashMap<>();

  private KerasOrder(Architecture network) {
    this.network = network;
  }

  /** The same network with its layers in Keras's order. */
  static Architecture of(Architecture network) {
    return new KerasOrder(network).ordered();
  }

  private Architecture ordered() {
    walk(network.output());
    List<Node> nodes = new ArrayList<>(network.nodes());
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      int above = depths.computeIfAbsent(node.name(), name -> 0) + 1;
      node.inputs().forEach(input -> depths.merge(input, above, Math::max));
    }
    nodes.sort(
        Comparator.comparing((Node node) -> depths.get(node.name()))
            .reversed()
            .thenComparing(node -> met.get(node.name())));
    Architecture.Builder ordered =
        Architecture.builder(network.name(), network.input()).origin(network.origin());
    nodes.forEach(node -> ordered.add(node, node.inputs()));
    return ordered.build(network.output());
  }

  private void walk(String layer) {
    if (network.contains(layer) && met.putIfAbsent(layer, met.size()) == null) {
      network.node(layer).inputs().forEach(this::walk);
    }
  }
}
