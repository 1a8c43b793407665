package dev.graft.architectures.keras;

import dev.graft.api.weights.StoredTensor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A layer with weights in a weights file.
 *
 * @param name the layer's name as the file has it
 * @param kind the layer's class in snake case, such as {@code conv2d}, in files that keep layers by
 *     class and in no order between the classes; empty in files that keep one order
 * @param tensors its tensors in the file's order; at least one
 */
record StoredLayer(String name, Optional<String> kind, List<StoredTensor> tensors) {
  private static final Pattern NUMBER = Pattern.compile("_\\d+$");

  StoredLayer {
    tensors = List.copyOf(tensors);
  }

  /** A layer in its place in the file's order. */
  static StoredLayer inOrder(String name, List<StoredTensor> tensors) {
    return new StoredLayer(name, Optional.empty(), tensors);
  }

  /** A layer of a class, {@code conv2d_7} being of {@code conv2d}. */
  static StoredLayer ofKind(String name, String numberedKind, List<StoredTensor> tensors) {
    return new StoredLayer(
        name, Optional.of(NUMBER.matcher(numberedKind).replaceFirst("")), tensors);
  }

  /** Names and shapes of its tensors, for messages. */
  String describeTensors() {
    return tensors.stream()
        .map(tensor -> tensor.name() + " " + tensor.shape())
        .collect(Collectors.joining(", "));
  }
}
