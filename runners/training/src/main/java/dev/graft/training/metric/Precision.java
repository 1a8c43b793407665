package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The share of right answers among those that name a class; scikit-learn {@code precision_score},
 * Keras {@code Precision}. 0 if no answer names it.
 */
public final class Precision implements Metric {
  private final ClassChoice settings;
  private final Labels labels;
  private final OptionalInt only;

  /** Makes the metric. */
  @Inject
  public Precision(ClassChoice settings, Labels labels) {
    this.settings = settings;
    this.labels = labels;
    this.only = settings.index(labels);
  }

  @Override
  public String name() {
    return settings.named("precision");
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    boolean weighted = settings.average().equals(Optional.of(Average.WEIGHTED));
    return new ClassCounts(
        (right, chosen, present) -> ClassCounts.share(right, chosen), only, weighted, labels);
  }
}
