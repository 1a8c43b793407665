package dev.graft.benchmarks;

import java.util.Arrays;

/** What measurements are told by: single ones may be far off. */
public final class Median {
  private Median() {}

  /** The middle of some values, or of the two in the middle. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
