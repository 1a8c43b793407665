package dev.graft.training.metric;

import dev.graft.api.Labels;
import jakarta.inject.Inject;

/**
 * The harmonic mean of precision and recall; scikit-learn {@code f1_score}, Keras {@code F1Score}.
 * 0 if both are.
 */
public final class F1 extends ClassMetric {
  /** Makes the metric. */
  @Inject
  public F1(ClassChoice settings, Labels labels) {
    super("f1", settings, labels);
  }

  @Override
  double of(double right, double chosen, double present) {
    return share(2 * right, chosen + present);
  }
}
