package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.OptionalInt;

/** A share that is counted for one class, or for each class and averaged. */
abstract class ClassMetric implements Metric {
  private final String name;
  private final ClassChoice settings;
  private final Labels labels;
  private final OptionalInt only;

  /**
   * Of the classes that were chosen.
   *
   * @param name what it is called without them
   */
  ClassMetric(String name, ClassChoice settings, Labels labels) {
    this.name = name;
    this.settings = settings;
    this.labels = labels;
    this.only = settings.index(labels);
  }

  /**
   * The value for one class.
   *
   * @param right examples of the class that it was chosen for
   * @param chosen examples that it was chosen for
   * @param present examples of the class
   */
  abstract double of(double right, double chosen, double present);

  /** A share, 0 of nothing, as in scikit-learn and Keras. */
  static double share(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  @Override
  public final String name() {
    return settings.named(name);
  }

  @Override
  public final Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public final MetricTally start() {
    return new ClassCounts(this, only, settings.isWeighted(), labels);
  }
}
