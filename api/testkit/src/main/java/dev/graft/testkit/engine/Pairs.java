package dev.graft.testkit.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Pairwise testing: of all combinations of some factors' values, a few in which every two values of
 * two factors meet that can meet at all. Most faults need no more than two factors (Kuhn, Wallace,
 * Gallo 2004), and there are far fewer such combinations than all.
 */
final class Pairs {
  private Pairs() {}

  /** Values of two factors that meet. */
  private record Pair(int factor, int value, int otherFactor, int otherValue) {}

  /**
   * The combinations, always the same ones.
   *
   * @param possible whether a combination makes sense
   * @param sizes number of values of each factor
   * @return for each combination, the index of each factor's value
   */
  static List<int[]> of(Predicate<int[]> possible, int... sizes) {
    List<int[]> candidates = new ArrayList<>();
    collect(new int[sizes.length], 0, sizes, possible, candidates);
    Set<Pair> open = new HashSet<>();
    candidates.forEach(candidate -> open.addAll(pairs(candidate)));
    List<int[]> chosen = new ArrayList<>();
    while (!open.isEmpty()) {
      int[] best = candidates.get(0);
      long most = 0;
      for (int[] candidate : candidates) {
        long meets = pairs(candidate).stream().filter(open::contains).count();
        if (meets > most) {
          most = meets;
          best = candidate;
        }
      }
      chosen.add(best);
      open.removeAll(new HashSet<>(pairs(best)));
    }
    return chosen;
  }

  private static void collect(
      int[] values, int factor, int[] sizes, Predicate<int[]> possible, List<int[]> into) {
    if (factor == sizes.length) {
      if (possible.test(values)) {
        into.add(values.clone());
      }
      return;
    }
    for (int value = 0; value < sizes[factor]; value++) {
      values[factor] = value;
      collect(values, factor + 1, sizes, possible, into);
    }
  }

  private static List<Pair> pairs(int[] values) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        pairs.add(new Pair(i, values[i], j, values[j]));
      }
    }
    return pairs;
  }
}
