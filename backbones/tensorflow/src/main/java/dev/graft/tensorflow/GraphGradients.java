package dev.graft.tensorflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Derivatives, added to a graph by TensorFlow's own library. */
final class GraphGradients {
  private final Graph graph;
  private final Ops tf;

  GraphGradients(Graph graph, Ops tf) {
    this.graph = graph;
    this.tf = tf;
  }

  /**
   * The derivative of a scalar by each of some tensors; zeros by those it does not depend on.
   *
   * @param scalar what is differentiated
   * @param by nodes of the graph
   */
  List<Operand<TFloat32>> of(Operand<TFloat32> scalar, List<Operand<TFloat32>> by) {
    // TensorFlow refuses to differentiate by what cannot be reached.
    Set<GraphOperation> below = graph.subgraphTo(Set.of(scalar));
    List<Operand<TFloat32>> reached = by.stream().filter(x -> below.contains(x.op())).toList();
    Output<?>[] found = {};
    if (!reached.isEmpty()) {
      Output<?>[] outputs = reached.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
      found = graph.addGradients("gradients", new Output<?>[] {scalar.asOutput()}, outputs, null);
    }
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    int next = 0;
    for (Operand<TFloat32> x : by) {
      Output<?> gradient = below.contains(x.op()) ? found[next++] : null;
      gradients.add(
          gradient == null || isNowhere(gradient)
              ? tf.zerosLike(x)
              : gradient.expect(TFloat32.class));
    }
    return List.copyOf(gradients);
  }

  /** What TensorFlow gives where every path passes something that has no gradient. */
  private static boolean isNowhere(Output<?> gradient) {
    return gradient.op() instanceof GraphOperation operation
        && (operation.getUnsafeNativeHandle() == null
            || operation.getUnsafeNativeHandle().isNull());
  }
}
