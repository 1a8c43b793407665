package dev.graft.training.schedule;

import java.util.List;

/** The ranges that the schedules' settings share. */
final class Values {
  private Values() {}

  static void requireAboveZero(String name, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " is above 0, found " + value);
    }
  }

  static void requireNotNegative(String name, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(name + " is at least 0, found " + value);
    }
  }

  static void requireRising(String name, List<Double> values) {
    for (int i = 1; i < values.size(); i++) {
      if (!(values.get(i) > values.get(i - 1))) {
        throw new IllegalArgumentException(
            "%s rises from one to the next, found %s after %s"
                .formatted(name, values.get(i), values.get(i - 1)));
      }
    }
  }
}
