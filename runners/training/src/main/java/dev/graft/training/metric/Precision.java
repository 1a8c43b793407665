package dev.graft.training.metric;

import dev.graft.api.Labels;
import jakarta.inject.Inject;

/**
 * The share of right answers among those that name a class; scikit-learn {@code precision_score},
 * Keras {@code Precision}. 0 if no answer names it.
 */
public final class Precision extends ClassMetric {
  /** Makes the metric. */
  @Inject
  public Precision(ClassChoice settings, Labels labels) {
    super("precision", settings, labels);
  }

  @Override
  double of(double right, double chosen, double present) {
    return share(right, chosen);
  }
}
