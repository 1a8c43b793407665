package dev.graft.cli;

import dev.graft.api.metric.MetricValue;
import java.util.List;
import java.util.stream.Collectors;

/** Metrics of an experiment's own, for people. */
final class MetricText {
  private MetricText() {}

  /** A metric's value; a dash if it is not defined. */
  static String value(MetricValue metric) {
    return NumberText.fraction(metric.value().orElse(Double.NaN));
  }

  /** What follows other numbers in a line: {@code , auc 0.9312, f1 0.9100}. */
  static String list(List<MetricValue> metrics) {
    return metrics.stream()
        .map(metric -> ", %s %s".formatted(metric.name(), value(metric)))
        .collect(Collectors.joining());
  }
}
