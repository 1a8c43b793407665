package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The share of a class's examples that are found; scikit-learn {@code recall_score}, Keras {@code
 * Recall}. 0 if there are none.
 */
public final class Recall implements Metric {
  private final ClassChoice settings;
  private final Labels labels;
  private final OptionalInt only;

  /** Makes the metric. */
  @Inject
  public Recall(ClassChoice settings, Labels labels) {
    this.settings = settings;
    this.labels = labels;
    this.only = settings.index(labels);
  }

  @Override
  public String name() {
    return settings.named("recall");
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    boolean weighted = settings.average().equals(Optional.of(Average.WEIGHTED));
    return new ClassCounts(
        (right, chosen, present) -> ClassCounts.share(right, present), only, weighted, labels);
  }
}
