package dev.graft.architectures;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A layer with weights in a weights file.
 *
 * @param name the layer's name as the file has it
 * @param tensors its tensors in the file's order; at least one
 */
record StoredLayer(String name, List<StoredTensor> tensors) {
  StoredLayer {
    tensors = List.copyOf(tensors);
  }

  /** Names and shapes of its tensors, for messages. */
  String describeTensors() {
    return tensors.stream()
        .map(tensor -> tensor.name() + " " + tensor.shape())
        .collect(Collectors.joining(", "));
  }
}
