package dev.graft.training.evaluation;

import dev.graft.api.Labels;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricValue;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well a model does on labelled pictures.
 *
 * @param labels the classes
 * @param predictions what it says of each picture, in the data's order; at least one
 */
public record Evaluation(Labels labels, List<ExamplePrediction> predictions) {
  /** Copies the list. */
  public Evaluation {
    predictions = List.copyOf(predictions);
    if (predictions.isEmpty()) {
      throw new IllegalArgumentException("an evaluation needs at least one picture");
    }
  }

  /** Mean loss. */
  public double loss() {
    return predictions.stream().mapToDouble(ExamplePrediction::loss).average().orElseThrow();
  }

  /** Share of the pictures that are classified rightly, in [0, 1]. */
  public double accuracy() {
    long right = predictions.stream().filter(ExamplePrediction::correct).count();
    return (double) right / predictions.size();
  }

  /**
   * The confusion matrix: how many pictures of each class (first index) were taken for each class
   * (second index).
   */
  public int[][] confusion() {
    int[][] counts = new int[labels.count()][labels.count()];
    for (ExamplePrediction prediction : predictions) {
      counts[prediction.label()][prediction.predictedLabel()]++;
    }
    return counts;
  }

  /** What some metrics find, in their order. */
  public List<MetricValue> metrics(List<Metric> metrics) {
    MetricTallies tallies = new MetricTallies(metrics);
    for (ExamplePrediction prediction : predictions) {
      double[] probabilities =
          prediction.prediction().probabilities().stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
      tallies.add(prediction.label(), probabilities, prediction.predictedLabel());
    }
    return tallies.values();
  }

  /**
   * Share of a class's pictures that are classified rightly, in [0, 1]; empty if there are none.
   *
   * @param label index of the class
   */
  public OptionalDouble recall(int label) {
    return predictions.stream()
        .filter(prediction -> prediction.label() == label)
        .mapToInt(prediction -> prediction.correct() ? 1 : 0)
        .average();
  }
}
