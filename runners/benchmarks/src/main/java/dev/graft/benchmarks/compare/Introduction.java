package dev.graft.benchmarks.compare;

import java.util.List;

/**
 * What a contestant says first.
 *
 * @param contestant who it is, with versions
 * @param features what its network gives for the first two pictures, one after the other
 * @param tasks what it can be asked for
 */
record Introduction(String contestant, double[] features, List<String> tasks) {
  Introduction {
    tasks = List.copyOf(tasks);
  }

  /**
   * The largest difference between two contestants' features, as a share of the features' standard
   * deviation.
   */
  double distance(Introduction other) {
    if (features.length != other.features.length) {
      throw new IllegalStateException(
          "%s gives %d features and %s %d: they do not compute the same"
              .formatted(contestant, features.length, other.contestant, other.features.length));
    }
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (int i = 0; i < features.length; i++) {
      sum += features[i];
      squares += features[i] * features[i];
      largest = Math.max(largest, Math.abs(features[i] - other.features[i]));
    }
    double mean = sum / features.length;
    return largest / Math.sqrt(squares / features.length - mean * mean);
  }
}
