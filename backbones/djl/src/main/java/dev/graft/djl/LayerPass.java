package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Applies the layers that a network's output needs, one on the other. What a layer computes on its
 * way is freed after it, its output after the last layer that takes it; what gradients need of them
 * PyTorch keeps itself.
 */
final class LayerPass {
  private final String input;
  private final String output;
  private final List<Node> nodes;

  /** For each node, the tensors that no later one takes. */
  private final List<List<String>> done = new ArrayList<>();

  LayerPass(Architecture architecture) {
    this.input = architecture.input().name();
    this.output = architecture.output();
    this.nodes = architecture.contains(output) ? architecture.upTo(output).nodes() : List.of();
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      done.add(new ArrayList<>());
      for (String source : nodes.get(i).inputs()) {
        lastUse.put(source, i);
      }
    }
    lastUse.forEach((source, i) -> done.get(i).add(source));
  }

  /**
   * Computes the network's output.
   *
   * @param manager that of the computation
   * @param examples the network's input; freed with the rest
   * @param variables what each layer owns
   * @param mode how each layer runs
   */
  NDArray apply(
      NDManager manager,
      DjlOps ops,
      NDArray examples,
      Function<Node, Variables<NDArray>> variables,
      Function<Node, Mode> mode) {
    Map<String, NDArray> outputs = new HashMap<>();
    outputs.put(input, examples);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      List<NDArray> sources = node.inputs().stream().map(outputs::get).toList();
      try (NDScope scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        NDArray result = node.apply(ops, sources, variables.apply(node), mode.apply(node));
        outputs.put(node.name(), Kept.by(manager, result));
      }
      for (String source : done.get(i)) {
        NDArray last = outputs.remove(source);
        // A layer may give what it took.
        if (outputs.values().stream().noneMatch(other -> other == last)) {
          last.close();
        }
      }
    }
    return outputs.get(output);
  }
}
