package dev.graft.training;

import dev.graft.training.input.NetworkInputs;
import java.util.random.RandomGenerator;

/** A random order of examples (Fisher and Yates). */
final class Shuffle {
  private Shuffle() {}

  static int[] order(int count, RandomGenerator random) {
    int[] order = NetworkInputs.inOrder(count);
    for (int i = count - 1; i > 0; i--) {
      int j = below(i + 1, random);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  /** Written out because the JDK does not promise that nextInt(bound) stays the same. */
  private static int below(int bound, RandomGenerator random) {
    return (int) (((random.nextLong() >>> 32) * bound) >>> 32);
  }
}
