package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Foldable;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Folds activations into the convolution or dense layer below them, for engines that compute both
 * in one pass over the memory. The same numbers; done where the layer below is linear and feeds
 * nothing else.
 *
 * @since 0.1
 */
@Evolving
public final class ActivationFolding {
  private ActivationFolding() {}

  /**
   * Folds what can be folded. The folded layer takes the activation's name, so the network's output
   * keeps its name.
   *
   * @param architecture a network that is only to infer
   * @param weights a value for each of its parameters
   */
  public static Folded fold(Architecture architecture, Weights weights) {
    Map<String, Node> below = below(architecture);
    Set<String> absorbed = new HashSet<>();
    below.values().forEach(node -> absorbed.add(node.name()));
    Architecture.Builder folded = Architecture.builder(architecture.name(), architecture.input());
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      if (absorbed.contains(node.name())) {
        continue;
      }
      Node source = node;
      if (below.containsKey(node.name())) {
        source = below.get(node.name());
        Foldable foldable = (Foldable) source.layer();
        ActivationLayer above = (ActivationLayer) node.layer();
        folded.add(node.name(), foldable.activation(above.activation()), source.inputs());
      } else {
        folded.add(node, node.inputs());
      }
      for (Parameter parameter : source.parameters()) {
        values.put(
            Weights.key(node.name(), parameter.name()),
            weights.get(source.name(), parameter.name()));
      }
    }
    return new Folded(folded.build(architecture.output()), Weights.of(values));
  }

  /** For each activation that can be folded, by its name, the layer below it. */
  private static Map<String, Node> below(Architecture architecture) {
    Map<String, Integer> uses = new HashMap<>();
    uses.merge(architecture.output(), 1, Integer::sum);
    for (Node node : architecture.nodes()) {
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
    Map<String, Node> below = new HashMap<>();
    for (Node node : architecture.nodes()) {
      String input = node.inputs().get(0);
      if (node.layer() instanceof ActivationLayer
          && architecture.contains(input)
          && architecture.node(input).layer() instanceof Foldable foldable
          && foldable.linear()
          && uses.get(input) == 1) {
        below.put(node.name(), architecture.node(input));
      }
    }
    return below;
  }
}
