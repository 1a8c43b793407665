package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The area under the ROC curve: how probable it is that of an example of the class and another one
 * the first is given the higher probability, ties counting half. Of two classes for the second, of
 * more the mean of each against all others; scikit-learn {@code roc_auc_score} with {@code
 * multi_class="ovr"}. It is exact, where Keras's {@code AUC} takes 200 thresholds. Not defined
 * unless every class occurs.
 */
public final class Auc implements Metric {
  private final Labels labels;

  /** Makes the metric. */
  @Inject
  public Auc(Labels labels) {
    this.labels = labels;
  }

  @Override
  public String name() {
    return "auc";
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    return new Ranks(labels.count());
  }

  private record Scored(int label, double[] probabilities) {}

  private static final class Ranks implements MetricTally {
    private final int classes;
    private final List<Scored> all = new ArrayList<>();

    Ranks(int classes) {
      this.classes = classes;
    }

    @Override
    public void add(int label, double[] probabilities, int chosen) {
      all.add(new Scored(label, probabilities));
    }

    @Override
    public OptionalDouble value() {
      long occurring = all.stream().mapToInt(Scored::label).distinct().count();
      if (occurring < classes || classes < 2) {
        return OptionalDouble.empty();
      }
      if (classes == 2) {
        return OptionalDouble.of(area(1));
      }
      double sum = 0;
      for (int label = 0; label < classes; label++) {
        sum += area(label);
      }
      return OptionalDouble.of(sum / classes);
    }

    /** Mann and Whitney's U over the number of pairs, from the sum of the class's ranks. */
    private double area(int label) {
      List<Scored> sorted =
          all.stream()
              .sorted(Comparator.comparingDouble(scored -> scored.probabilities()[label]))
              .toList();
      double ranks = 0;
      long positive = 0;
      int from = 0;
      while (from < sorted.size()) {
        double probability = sorted.get(from).probabilities()[label];
        int to = from;
        long found = 0;
        while (to < sorted.size() && sorted.get(to).probabilities()[label] == probability) {
          found += sorted.get(to).label() == label ? 1 : 0;
          to++;
        }
        // Ranks begin at 1; those who tie share the mean of theirs.
        ranks += found * (from + 1 + to) / 2.0;
        positive += found;
        from = to;
      }
      double pairs = (double) positive * (sorted.size() - positive);
      return (ranks - positive * (positive + 1) / 2.0) / pairs;
    }
  }
}
