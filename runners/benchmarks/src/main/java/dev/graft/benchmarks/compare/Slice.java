package dev.graft.benchmarks.compare;

import dev.graft.benchmarks.Median;

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
    return Median.of(seconds);
  }

  /** Processor seconds of one repetition. */
  double cpuOfOne() {
    return cpu / seconds.length;
  }
}
