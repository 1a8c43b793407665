package dev.graft.api.metric;

import dev.graft.api.Stable;

/**
 * A number that says how well a model does on labelled pictures, such as the area under the ROC
 * curve. It takes no part in training: what training makes small is the {@link
 * dev.graft.api.loss.Loss}.
 *
 * <p>Named under {@code metrics} in an experiment file, it is computed over the validation pictures
 * after each epoch, for the epoch's line and {@code metrics.csv}, and by {@code graft evaluate}. It
 * is given probabilities, so it works with every head and on every engine. Its constructor may ask
 * for the {@link dev.graft.api.Labels}.
 *
 * @since 0.1
 */
@Stable
public interface Metric {
  /**
   * What it is called where its value is told: letters but no capitals, digits and underscores,
   * such as {@code top_5_accuracy}; another one for other settings, if an experiment may want both.
   */
  String name();

  /** Which of two values is the better one. */
  Direction direction();

  /** Begins to compute it over a set of examples; any number may be under way at once. */
  MetricTally start();
}
