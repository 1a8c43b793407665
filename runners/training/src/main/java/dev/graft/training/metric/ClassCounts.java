package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.MetricTally;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Counts right and wrong choices of each class, for metrics of one class or averaged over all.
 * Classes that neither occur nor are chosen take no part in an average, as in scikit-learn.
 */
final class ClassCounts implements MetricTally {
  private final ClassMetric metric;
  private final OptionalInt only;
  private final boolean weighted;
  private final long[] right;
  private final long[] chosen;
  private final long[] present;
  private long seen;

  ClassCounts(ClassMetric metric, OptionalInt only, boolean weighted, Labels labels) {
    this.metric = metric;
    this.only = only;
    this.weighted = weighted;
    this.right = new long[labels.count()];
    this.chosen = new long[labels.count()];
    this.present = new long[labels.count()];
  }

  @Override
  public void add(int label, double[] probabilities, int choice) {
    seen++;
    present[label]++;
    chosen[choice]++;
    if (label == choice) {
      right[label]++;
    }
  }

  @Override
  public OptionalDouble value() {
    if (seen == 0) {
      return OptionalDouble.empty();
    }
    if (only.isPresent()) {
      return OptionalDouble.of(of(only.getAsInt()));
    }
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < right.length; i++) {
      double weight = weighted ? (double) present[i] : present[i] + chosen[i] > 0 ? 1 : 0;
      sum += weight * of(i);
      weights += weight;
    }
    return OptionalDouble.of(sum / weights);
  }

  private double of(int label) {
    return metric.of((double) right[label], (double) chosen[label], (double) present[label]);
  }
}
