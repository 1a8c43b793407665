package dev.graft.training.metric;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import dev.graft.api.plugin.Setting;
import dev.graft.api.plugin.SettingException;
import jakarta.inject.Inject;
import java.util.OptionalDouble;

/**
 * The share of examples whose class is among the {@code k} most probable; Keras {@code
 * SparseTopKCategoricalAccuracy}. Of classes that are equally probable, all count as the first of
 * them does.
 */
public final class TopKAccuracy implements Metric {
  private final int k;

  /** Settings of {@code top_k_accuracy}. */
  public record Settings(
      @Setting(
              value = "How many of the most probable classes are looked at; fewer than there are.",
              defaultValue = "5",
              min = 1)
          int k) {}

  /**
   * Makes the metric.
   *
   * @throws SettingException if there are no more classes than {@code k}
   */
  @Inject
  public TopKAccuracy(Settings settings, Labels labels) {
    if (settings.k() >= labels.count()) {
      throw new SettingException(
          "k",
          "is %d, but there are only %d classes: the accuracy would always be 1"
              .formatted(settings.k(), labels.count()));
    }
    this.k = settings.k();
  }

  @Override
  public String name() {
    return "top_" + k + "_accuracy";
  }

  @Override
  public Direction direction() {
    return Direction.LARGER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    return new Share();
  }

  private final class Share implements MetricTally {
    private long right;
    private long seen;

    @Override
    public void add(int label, double[] probabilities, int chosen) {
      int before = 0;
      for (double probability : probabilities) {
        if (probability > probabilities[label]) {
          before++;
        }
      }
      seen++;
      if (before < k) {
        right++;
      }
    }

    @Override
    public OptionalDouble value() {
      return seen == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) right / seen);
    }
  }
}
