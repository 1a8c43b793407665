package dev.graft.architectures.keras;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes small files in Keras's legacy layout, to read them again or to fail to. */
final class HdfWeightsFile {
  private final Map<String, Map<String, FloatTensor>> layers = new LinkedHashMap<>();

  /** The layers of a network that have weights, under their own names. */
  static HdfWeightsFile of(Architecture network, Weights weights) {
    HdfWeightsFile file = new HdfWeightsFile();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        file.put(node.name(), parameter.name(), weights.get(node.name(), parameter.name()));
      }
    }
    return file;
  }

  HdfWeightsFile put(String layer, String weight, FloatTensor tensor) {
    layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(weight, tensor);
    return this;
  }

  /** With each layer under another name. */
  HdfWeightsFile renamed(String prefix) {
    HdfWeightsFile file = new HdfWeightsFile();
    layers.forEach(
        (layer, weights) -> weights.forEach((name, t) -> file.put(prefix + layer, name, t)));
    return file;
  }

  /** With its layers the other way round. */
  HdfWeightsFile reversed() {
    HdfWeightsFile file = new HdfWeightsFile();
    List<String> names = new ArrayList<>(layers.keySet());
    java.util.Collections.reverse(names);
    names.forEach(layer -> layers.get(layer).forEach((name, t) -> file.put(layer, name, t)));
    return file;
  }

  Path write(Path path) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      writeLayers(file, "layer_names");
    }
    return path;
  }

  /** With the list of layers in two attributes, as Keras splits one that is too long. */
  Path writeWithSplitNames(Path path) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      String[] names = layers.keySet().toArray(String[]::new);
      file.putAttribute("layer_names0", java.util.Arrays.copyOf(names, 1));
      file.putAttribute("layer_names1", java.util.Arrays.copyOfRange(names, 1, names.length));
      layers.forEach((layer, weights) -> writeLayer(file.putGroup(layer), layer, weights));
    }
    return path;
  }

  /** As a whole-model file. */
  Path writeModel(Path path) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("model_config", "{}");
      writeLayers(file.putGroup("model_weights"), "layer_names");
    }
    return path;
  }

  /** As one layer of an outer model, all trainable weights before all statistics. */
  Path writeNested(Path path, Architecture network) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putAttribute("layer_names", new String[] {"inner", "dense"});
      WritableGroup inner = file.putGroup("inner");
      List<String> trainable = new ArrayList<>();
      List<String> statistics = new ArrayList<>();
      for (Node node : network.nodes()) {
        for (Parameter parameter : node.parameters()) {
          (parameter.trainable() ? trainable : statistics)
              .add(node.name() + "/" + parameter.name() + ":0");
        }
      }
      trainable.addAll(statistics);
      inner.putAttribute("weight_names", trainable.toArray(String[]::new));
      layers.forEach((layer, weights) -> putAll(inner.putGroup(layer), weights));
      WritableGroup dense = file.putGroup("dense");
      writeLayer(
          dense, "dense", Map.of("kernel", new FloatTensor(Shape.of(1, 2), new float[] {1, 2})));
    }
    return path;
  }

  private void writeLayers(WritableGroup root, String attribute) {
    root.putAttribute(attribute, layers.keySet().toArray(String[]::new));
    layers.forEach((layer, weights) -> writeLayer(root.putGroup(layer), layer, weights));
  }

  private static void writeLayer(
      WritableGroup group, String layer, Map<String, FloatTensor> weights) {
    group.putAttribute(
        "weight_names",
        weights.keySet().stream().map(name -> layer + "/" + name + ":0").toArray(String[]::new));
    putAll(group.putGroup(layer), weights);
  }

  private static void putAll(WritableGroup group, Map<String, FloatTensor> weights) {
    weights.forEach((name, tensor) -> group.putDataset(name + ":0", nested(tensor)));
  }

  /** jHDF writes arrays of arrays; the only scalars of Keras's layers are counts. */
  static Object nested(FloatTensor tensor) {
    if (tensor.shape().rank() == 0) {
      return (long) tensor.values()[0];
    }
    return nested(tensor, tensor.shape().dimensions(), 0, new int[1]);
  }

  private static Object nested(FloatTensor tensor, int[] sizes, int axis, int[] next) {
    if (axis == sizes.length - 1) {
      float[] row = new float[sizes[axis]];
      for (int i = 0; i < row.length; i++) {
        row[i] = tensor.values()[next[0]++];
      }
      return row;
    }
    int[] rest = java.util.Arrays.copyOfRange(sizes, axis, sizes.length);
    Object array = Array.newInstance(float.class, rest);
    for (int i = 0; i < sizes[axis]; i++) {
      Array.set(array, i, nested(tensor, sizes, axis + 1, next));
    }
    return array;
  }
}
