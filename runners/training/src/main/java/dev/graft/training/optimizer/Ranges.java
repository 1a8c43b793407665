package dev.graft.training.optimizer;

/** The ranges that the optimizers' settings share. */
final class Ranges {
  private Ranges() {}

  static void learningRate(double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("a learning rate is above 0, found " + value);
    }
  }

  /** A share of the past that is kept: in [0, 1). */
  static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " is in [0, 1), found " + value);
    }
  }

  static void epsilon(double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException("epsilon is above 0, found " + value);
    }
  }
}
