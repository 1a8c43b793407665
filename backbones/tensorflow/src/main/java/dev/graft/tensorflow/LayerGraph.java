package dev.graft.tensorflow;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** Applies the layers of a network, one on the other, to the nodes of a graph. */
final class LayerGraph {
  private LayerGraph() {}

  /**
   * Adds a network's layers to a graph.
   *
   * @param input the network's input
   * @param variables what each layer owns
   * @param mode how each layer runs
   * @return the network's output
   */
  static Operand<TFloat32> apply(
      Architecture architecture,
      GraphOps ops,
      Operand<TFloat32> input,
      Function<Node, Variables<Operand<TFloat32>>> variables,
      Function<Node, Mode> mode) {
    Map<String, Operand<TFloat32>> outputs = new HashMap<>();
    outputs.put(architecture.input().name(), input);
    for (Node node : architecture.nodes()) {
      List<Operand<TFloat32>> inputs = node.inputs().stream().map(outputs::get).toList();
      Operand<TFloat32> output = node.apply(ops, inputs, variables.apply(node), mode.apply(node));
      outputs.put(node.name(), output);
    }
    return outputs.get(architecture.output());
  }
}
