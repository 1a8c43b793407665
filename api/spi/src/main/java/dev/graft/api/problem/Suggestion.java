package dev.graft.api.problem;

import dev.graft.api.Stable;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds the names nearest to a misspelt one, by optimal string alignment distance.
 *
 * @since 0.1
 */
@Stable
public final class Suggestion {
  private Suggestion() {}

  /**
   * The remedy text for an unknown name.
   *
   * @param found the name as written
   * @param known the names there are
   * @return {@code did you mean 'x'?}, with up to three names, or empty if none is near
   */
  public static Optional<String> forName(String found, Collection<String> known) {
    List<String> near = nearest(found, known, 3);
    if (near.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        near.stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(" or ", "did you mean ", "?")));
  }

  /**
   * The names within a third of the name's length (at least 2 edits), nearest first; one that
   * differs in nothing but case and dashes stands alone.
   *
   * @param limit most names to return
   */
  public static List<String> nearest(String found, Collection<String> known, int limit) {
    int most = Math.max(2, found.length() / 3);
    record Near(String name, int distance) {}
    List<String> same =
        known.stream().distinct().filter(name -> normal(name).equals(normal(found))).toList();
    if (same.size() == 1) {
      return same;
    }
    return known.stream()
        .distinct()
        .map(name -> new Near(name, distance(normal(found), normal(name))))
        .filter(near -> near.distance() <= most && near.distance() < near.name().length())
        .sorted(Comparator.comparingInt(Near::distance).thenComparing(Near::name))
        .limit(limit)
        .map(Near::name)
        .toList();
  }

  private static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
  }

  /** Insertions, deletions, substitutions and swaps of neighbours that turn one into the other. */
  static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      table[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      table[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best =
            Math.min(
                Math.min(table[i - 1][j], table[i][j - 1]) + 1, table[i - 1][j - 1] + substitution);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          best = Math.min(best, table[i - 2][j - 2] + 1);
        }
        table[i][j] = best;
      }
    }
    return table[a.length()][b.length()];
  }
}
