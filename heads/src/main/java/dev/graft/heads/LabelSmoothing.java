package dev.graft.heads;

import dev.graft.api.ops.Ops;

/**
 * Moves targets a little towards all classes alike (Szegedy et al. 2016), as Keras does: {@code
 * target * (1 - amount) + amount / classes}.
 */
final class LabelSmoothing {
  private LabelSmoothing() {}

  /** Checks a loss's setting. */
  static void requireAmount(double amount) {
    if (!(amount >= 0 && amount < 1)) {
      throw new IllegalArgumentException("label smoothing is in [0, 1), found " + amount);
    }
  }

  /**
   * The smoothed targets; the very same tensor at amount 0.
   *
   * @param classes what the amount is shared among
   */
  static <T> T smoothed(Ops<T> ops, T targets, double amount, int classes) {
    return amount == 0 ? targets : ops.add(ops.multiply(targets, 1 - amount), amount / classes);
  }
}
