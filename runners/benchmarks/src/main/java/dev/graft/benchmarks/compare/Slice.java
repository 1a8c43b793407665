package dev.graft.benchmarks.compare;

import java.util.Arrays;

/**
 * Some repetitions of one task by one contestant, one after the other.
 *
 * @param seconds of each repetition; at least one
 * @param cpu processor seconds of all threads during all of them
 */
record Slice(double[] seconds, double cpu) {
  Slice {
    if (seconds.length == 0) {
      throw new IllegalArgumentException("a slice has at least one repetition");
    }
  }

  /** Seconds of the repetition in the middle. */
  double median() {
    return median(seconds);
  }

  /** Processor seconds of one repetition. */
  double cpuOfOne() {
    return cpu / seconds.length;
  }

  /** The middle of some values, or of the two in the middle. */
  static double median(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
