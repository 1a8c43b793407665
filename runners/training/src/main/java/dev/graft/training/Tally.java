package dev.graft.training;

import dev.graft.api.engine.Batch;
import dev.graft.api.head.Decision;

/** Mean loss and share of right answers over the examples seen so far. */
final class Tally {
  private final Decision decision;
  private double lossSum;
  private long right;
  private long seen;

  Tally(Decision decision) {
    this.decision = decision;
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
      if (decision.label(decision.probabilities(scores.example(i))) == labels[i]) {
        right++;
      }
    }
    seen += labels.length;
  }

  double loss() {
    return lossSum / seen;
  }

  double accuracy() {
    return (double) right / seen;
  }
}
