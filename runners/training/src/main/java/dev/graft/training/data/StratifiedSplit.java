package dev.graft.training.data;

import dev.graft.api.data.Example;
import dev.graft.api.random.Randomness;
import java.util.Comparator;
import java.util.List;

/**
 * Keeps a share of each class for validation. Which pictures depends on the seed and the pictures'
 * ids alone: not on the order in which a disk lists them, nor on other classes, and a picture more
 * moves at most one other across.
 */
final class StratifiedSplit {
  private final Randomness randomness;
  private final double share;

  /**
   * Makes a split.
   *
   * @param seed the experiment's seed
   * @param share share for validation, in (0, 1)
   */
  StratifiedSplit(long seed, double share) {
    this.randomness = new Randomness(seed);
    this.share = share;
  }

  /**
   * Divides one class: its share to the nearest whole picture, but at least one to each side. Both
   * sides keep the given order.
   *
   * @param examples all of a class, at least 2, with distinct ids
   */
  void divide(List<Example> examples, List<Example> training, List<Example> validation) {
    int kept = (int) Math.round(examples.size() * share);
    kept = Math.min(Math.max(kept, 1), examples.size() - 1);
    record Drawn(long draw, String id) {}
    List<Drawn> drawn =
        examples.stream()
            .map(example -> new Drawn(draw(example.id()), example.id()))
            .sorted(Comparator.comparingLong(Drawn::draw).thenComparing(Drawn::id))
            .limit(kept)
            .toList();
    java.util.Set<String> chosen =
        drawn.stream().map(Drawn::id).collect(java.util.stream.Collectors.toSet());
    for (Example example : examples) {
      (chosen.contains(example.id()) ? validation : training).add(example);
    }
  }

  private long draw(String id) {
    return randomness.forPurpose("validation_split/" + id).nextLong();
  }
}
