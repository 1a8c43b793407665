package dev.graft.cli;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The layers' numbers as Keras counts them in {@code model.layers}, the input being number 1: with
 * {@code freeze: {layers: N}} the layers up to number N are frozen. Layers that Keras's model does
 * not have among its layers have none.
 */
final class LayerNumbers {
  private final String input;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  /** Of a backbone; its head is not numbered. */
  LayerNumbers(Architecture backbone) {
    this.input = backbone.input().name();
    int number = 1;
    for (Node node : backbone.nodes()) {
      if (node.counted()) {
        numbers.put(node.name(), ++number);
      }
    }
  }

  /** The number of a layer or of the input; empty text if it has none. */
  String text(String layer) {
    if (layer.equals(input)) {
      return "1";
    }
    return numbers.containsKey(layer) ? Integer.toString(numbers.get(layer)) : "";
  }

  /** The smallest and the largest number of some layers: {@code 5-13}; empty if they have none. */
  String range(Iterable<String> layers) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (String layer : layers) {
      Integer number = numbers.get(layer);
      if (number != null) {
        first = Math.min(first, number);
        last = Math.max(last, number);
      }
    }
    if (last == 0) {
      return "";
    }
    return first == last ? Integer.toString(last) : first + "-" + last;
  }
}
