package dev.graft.architectures.keras;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layer.Parameter;
import dev.graft.api.weights.Weights;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Writes small files in Keras 3's own layout: layers by their class and number. Keras writes layers
 * without weights too; jHDF cannot, as it spoils what stands behind an empty group.
 */
final class Keras3File implements AutoCloseable {
  private final WritableHdfFile file;

  Keras3File(Path path) {
    this.file = HdfFile.write(path);
  }

  /** The file of one network, its layers under their own names. */
  static Path write(Path path, Architecture network, Weights weights) {
    try (Keras3File file = new Keras3File(path)) {
      file.model(file.root(), network, weights, UnaryOperator.identity());
    }
    return path;
  }

  WritableGroup root() {
    return file;
  }

  /**
   * Puts a model into a group.
   *
   * @param names the name that each layer has; null for files that keep none
   * @return the group of its layers
   */
  WritableGroup model(
      WritableGroup group, Architecture network, Weights weights, UnaryOperator<String> names) {
    WritableGroup layers = group.putGroup("layers");
    Map<String, Integer> numbers = new HashMap<>();
    for (Node node : network.nodes()) {
      String kind = NamedLayer.of(node.layer()).defaultName();
      if (node.parameters().isEmpty()) {
        continue;
      }
      int number = numbers.merge(kind, 1, Integer::sum) - 1;
      WritableGroup layer = layers.putGroup(number == 0 ? kind : kind + "_" + number);
      WritableGroup variables = layer.putGroup("vars");
      String name = names.apply(node.name());
      if (name != null) {
        variables.putAttribute("name", name);
      }
      int index = 0;
      for (Parameter parameter : node.parameters()) {
        variables.putDataset(
            Integer.toString(index++),
            HdfWeightsFile.nested(weights.get(node.name(), parameter.name())));
      }
    }
    return layers;
  }

  @Override
  public void close() {
    file.close();
  }
}
