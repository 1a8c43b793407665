package dev.graft.training.evaluation;

import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import dev.graft.api.metric.MetricValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some metrics of the examples seen so far. */
public final class MetricTallies {
  private final Map<Metric, MetricTally> tallies = new LinkedHashMap<>();

  /** Begins with no example. */
  public MetricTallies(List<Metric> metrics) {
    metrics.forEach(metric -> tallies.put(metric, metric.start()));
  }

  /** Adds an example, as {@link MetricTally#add}. */
  public void add(int label, double[] probabilities, int chosen) {
    // Each has its own copy: what one does to it must not reach the next.
    tallies.values().forEach(tally -> tally.add(label, probabilities.clone(), chosen));
  }

  /** Their values, in their order. */
  public List<MetricValue> values() {
    return tallies.entrySet().stream()
        .map(
            entry ->
                new MetricValue(
                    entry.getKey().name(), entry.getKey().direction(), entry.getValue().value()))
        .toList();
  }
}
