package dev.graft.api.optimizer;

import dev.graft.api.Stable;
import dev.graft.api.ops.Ops;
import java.util.List;

/**
 * Scaling of gradients by their global norm (Pascanu et al. 2013; Keras {@code global_clipnorm}).
 *
 * @since 0.1
 */
@Stable
public final class GradientClipping {
  private GradientClipping() {}

  /**
   * Scales all gradients by the same factor so that the norm of all together is at most a limit;
   * smaller ones stay as they are.
   *
   * @param gradients of all parameters; at least one
   * @param limit the largest norm, above 0
   */
  public static <T> List<T> byGlobalNorm(Ops<T> ops, List<T> gradients, double limit) {
    T squares = ops.sumAll(ops.square(gradients.get(0)));
    for (T gradient : gradients.subList(1, gradients.size())) {
      squares = ops.add(squares, ops.sumAll(ops.square(gradient)));
    }
    T limitTensor = ops.constant(limit);
    T factor = ops.divide(limitTensor, ops.maximum(ops.sqrt(squares), limitTensor));
    return gradients.stream().map(gradient -> ops.multiply(gradient, factor)).toList();
  }
}
