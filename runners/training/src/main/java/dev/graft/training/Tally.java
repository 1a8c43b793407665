package dev.graft.training;

import dev.graft.api.engine.Batch;
import dev.graft.api.head.Decision;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricValue;
import dev.graft.training.evaluation.MetricTallies;
import java.util.List;

/** Mean loss, share of right answers, and metrics over the examples seen so far. */
final class Tally {
  private final Decision decision;
  private final MetricTallies metrics;
  private double lossSum;
  private long right;
  private long seen;

  Tally(Decision decision) {
    this(decision, List.of());
  }

  Tally(Decision decision, List<Metric> metrics) {
    this.decision = decision;
    this.metrics = new MetricTallies(metrics);
  }

  /** Adds a batch with its mean loss. */
  void add(double meanLoss, Batch.Floats scores, int[] labels) {
    lossSum += meanLoss * labels.length;
    count(scores, labels);
  }

  /** Adds a batch with the loss of each example. */
  void add(float[] losses, Batch.Floats scores, int[] labels) {
    for (float loss : losses) {
      lossSum += loss;
    }
    count(scores, labels);
  }

  private void count(Batch.Floats scores, int[] labels) {
    for (int i = 0; i < labels.length; i++) {
      double[] probabilities = decision.probabilities(scores.example(i));
      int chosen = decision.label(probabilities);
      if (chosen == labels[i]) {
        right++;
      }
      metrics.add(labels[i], probabilities, chosen);
    }
    seen += labels.length;
  }

  double loss() {
    return lossSum / seen;
  }

  double accuracy() {
    return (double) right / seen;
  }

  List<MetricValue> metrics() {
    return metrics.values();
  }
}
