package dev.graft.architectures.keras;

import java.util.List;
import java.util.stream.Stream;

/**
 * A model in a weights file: what it holds, and the models in it, such as a pretrained base under a
 * new classifier.
 *
 * @param name the model's name as the file has it
 * @param layers all its layers with weights in the file's order, those of models in it included
 * @param nested the models in it
 */
record StoredModel(String name, List<StoredLayer> layers, List<StoredModel> nested) {
  StoredModel {
    layers = List.copyOf(layers);
    nested = List.copyOf(nested);
  }

  /** This model, then the models in it, the outer before the inner. */
  Stream<StoredModel> withNested() {
    return Stream.concat(Stream.of(this), nested.stream().flatMap(StoredModel::withNested));
  }
}
