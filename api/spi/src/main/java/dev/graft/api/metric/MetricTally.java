package dev.graft.api.metric;

import dev.graft.api.Stable;
import java.util.OptionalDouble;

/**
 * A metric of the examples seen so far. For one thread.
 *
 * @since 0.1
 */
@Stable
public interface MetricTally {
  /**
   * Adds an example.
   *
   * @param label index of its class, as in the experiment's {@link dev.graft.api.Labels}
   * @param probabilities what the model says of each class, whatever its head: in [0, 1], adding up
   *     to 1, as {@link dev.graft.api.head.Decision#probabilities} gives them
   * @param chosen index of the class that the model chose; a threshold may make it another than the
   *     most probable
   */
  void add(int label, double[] probabilities, int chosen);

  /** The metric's value; empty where it is not defined for these examples. */
  OptionalDouble value();
}
