package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import jakarta.inject.Inject;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The mean of the classes' recalls, which a common class does not rule; scikit-learn {@code
 * balanced_accuracy_score}. Classes without examples take no part.
 */
public final class BalancedAccuracy implements Metric {
  private final Labels labels;

  /** Makes the metric. */
  @Inject
  public BalancedAccuracy(Labels labels) {
    this.labels = labels;
  }

  @Override
  public String name() {
    return "balanced_accuracy";
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    return new Recalls(new long[labels.count()], new long[labels.count()]);
  }

  private record Recalls(long[] right, long[] present) implements MetricTally {
    @Override
    public void add(int label, double[] probabilities, int chosen) {
      present[label]++;
      if (label == chosen) {
        right[label]++;
      }
    }

    @Override
    public OptionalDouble value() {
      return IntStream.range(0, present.length)
          .filter(label -> present[label] > 0)
          .mapToDouble(label -> (double) right[label] / present[label])
          .average();
    }
  }
}
