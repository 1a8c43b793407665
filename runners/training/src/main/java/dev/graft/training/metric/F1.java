package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The harmonic mean of precision and recall; scikit-learn {@code f1_score}, Keras {@code F1Score}.
 * 0 if both are.
 */
public final class F1 implements Metric {
  private final ClassChoice settings;
  private final Labels labels;
  private final OptionalInt only;

  /** Makes the metric. */
  @Inject
  public F1(ClassChoice settings, Labels labels) {
    this.settings = settings;
    this.labels = labels;
    this.only = settings.index(labels);
  }

  @Override
  public String name() {
    return settings.named("f1");
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    boolean weighted = settings.average().equals(Optional.of(Average.WEIGHTED));
    return new ClassCounts(
        (right, chosen, present) -> ClassCounts.share(2 * right, chosen + present),
        only,
        weighted,
        labels);
  }
}
