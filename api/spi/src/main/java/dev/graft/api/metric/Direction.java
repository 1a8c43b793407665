package dev.graft.api.metric;

import dev.graft.api.Stable;

/**
 * Which of two values of a metric is the better one.
 *
 * @since 0.1
 */
@Stable
public enum Direction {
  /** As with accuracy. */
  LARGER_IS_BETTER,
  /** As with a loss. */
  SMALLER_IS_BETTER;

  /** Whether a value is better than another by more than a difference. */
  public boolean better(double value, double than, double difference) {
    return this == LARGER_IS_BETTER ? value - difference > than : value + difference < than;
  }

  /** The value that every other is better than. */
  public double worst() {
    return this == LARGER_IS_BETTER ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
