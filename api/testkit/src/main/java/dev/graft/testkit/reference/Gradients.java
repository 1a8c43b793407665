package dev.graft.testkit.reference;

import dev.graft.api.Evolving;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Reverse-mode automatic differentiation: the gradient of a scalar runs back from each result to
 * its sources, and what reaches a tensor on several ways is added up.
 *
 * @since 0.1
 */
@Evolving
public final class Gradients {
  private final IdentityHashMap<Tensor, double[]> gradients = new IdentityHashMap<>();

  private Gradients() {}

  /**
   * The gradients of a scalar by every variable that leads to it.
   *
   * @throws IllegalArgumentException if it is not one number
   */
  public static Gradients of(Tensor scalar) {
    if (scalar.size() != 1) {
      throw new IllegalArgumentException("gradients are those of one number, found " + scalar);
    }
    Gradients result = new Gradients();
    result.gradients.put(scalar, new double[] {1});
    for (Tensor tensor : resultsBeforeSources(scalar)) {
      double[] gradient = result.gradients.get(tensor);
      for (Tensor.Edge edge : tensor.edges()) {
        Tensor source = edge.source();
        edge.backward()
            .add(gradient, result.gradients.computeIfAbsent(source, key -> new double[key.size()]));
      }
    }
    return result;
  }

  /** The gradient by a variable, row-major; zeros if it does not lead to the scalar. */
  public double[] by(Tensor variable) {
    double[] gradient = gradients.get(variable);
    return gradient == null ? new double[variable.size()] : gradient;
  }

  /** Topological order by depth-first search, without recursion: networks can be deep. */
  private static List<Tensor> resultsBeforeSources(Tensor last) {
    List<Tensor> order = new ArrayList<>();
    Set<Tensor> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<Tensor> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Tensor> open = new ArrayDeque<>();
    open.push(last);
    while (!open.isEmpty()) {
      Tensor tensor = open.peek();
      if (seen.add(tensor)) {
        for (Tensor.Edge edge : tensor.edges()) {
          if (!seen.contains(edge.source())) {
            open.push(edge.source());
          }
        }
      } else {
        open.pop();
        if (done.add(tensor)) {
          order.add(tensor);
        }
      }
    }
    Collections.reverse(order);
    return order;
  }
}
