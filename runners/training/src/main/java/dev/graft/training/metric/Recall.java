package dev.graft.training.metric;

import dev.graft.api.Labels;
import jakarta.inject.Inject;

/**
 * The share of a class's examples that are found; scikit-learn {@code recall_score}, Keras {@code
 * Recall}. 0 if there are none.
 */
public final class Recall extends ClassMetric {
  /** Makes the metric. */
  @Inject
  public Recall(ClassChoice settings, Labels labels) {
    super("recall", settings, labels);
  }

  @Override
  double of(double right, double chosen, double present) {
    return share(right, present);
  }
}
