package dev.graft.architectures;

import java.util.HashMap;
import java.util.Map;

/**
 * The names that Keras gives to the layers of one network that have none of their own: {@code
 * conv2d}, {@code conv2d_1}, {@code conv2d_2}, … in the order in which they are made.
 */
final class NumberedNames {
  private final Map<String, Integer> taken = new HashMap<>();

  /**
   * The next name of a kind of layers.
   *
   * @param kind the layer's class in snake case, such as {@code conv2d}
   */
  String next(String kind) {
    int number = taken.merge(kind, 1, Integer::sum) - 1;
    return number == 0 ? kind : kind + "_" + number;
  }
}
