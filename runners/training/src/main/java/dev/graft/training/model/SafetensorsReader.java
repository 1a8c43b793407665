package dev.graft.training.model;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.Variant;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FileStart;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.LeftAside;
import dev.graft.api.weights.StateDict;
import dev.graft.api.weights.StoredTensor;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Reads the weights of a network from a safetensors file that names its tensors {@code
 * layer/parameter}, as a model that Graft saved does, or as a PyTorch model does ({@link
 * StateDict}), as timm publishes them. What the file holds beyond the network, such as a head, is
 * left aside, which a note tells.
 */
public final class SafetensorsReader implements WeightsReader {
  /** Makes a reader. */
  public SafetensorsReader() {}

  @Override
  public String format() {
    return "safetensors";
  }

  @Override
  public boolean reads(Path file) {
    return FileStart.of(file) == FileStart.SAFETENSORS
        || FileStart.isOnlyNamed(file, ".safetensors");
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    try (OpenSafetensors opened = OpenSafetensors.open(file)) {
      Map<String, StoredTensor> tensors = opened.tensors();
      if (StateDict.isNamed(tensors.keySet())) {
        return new StateDict(file, tensors).weights(architecture, notes);
      }
      requireVariant(opened.metadata(), architecture, file);
      Weights own = own(tensors, architecture, file);
      LeftAside.tell(file, layersBeside(architecture, tensors.keySet()), architecture, notes);
      return own;
    }
  }

  /** Networks of one name have the same layers in each variant, and yet other weights. */
  private static void requireVariant(
      Map<String, String> metadata, Architecture architecture, Path file) {
    Optional.ofNullable(metadata.get(ModelFolder.VARIANT))
        .flatMap(
            name ->
                Arrays.stream(Variant.values())
                    .filter(variant -> variant.setting().equals(name))
                    .findFirst())
        .flatMap(
            variant ->
                architecture.origin().problemWith(file.toString(), architecture.name(), variant))
        .ifPresent(
            problem -> {
              throw new ProblemException(problem);
            });
  }

  private static Weights own(
      Map<String, StoredTensor> tensors, Architecture architecture, Path file) {
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Node node : architecture.nodes()) {
      for (Parameter parameter : node.parameters()) {
        String key = Weights.key(node.name(), parameter.name());
        StoredTensor tensor = tensors.get(key);
        if (tensor != null) {
          values.put(key, new FloatTensor(tensor.shape(), tensor.values().get()));
        }
      }
    }
    if (values.isEmpty() && architecture.parameterCount() > 0) {
      String names = tensors.keySet().stream().limit(3).collect(Collectors.joining(", "));
      throw new ProblemException(
          Problem.at(file.toString(), "has no weights of network '" + architecture.name() + "'")
              .expecting(
                  "tensors named layer/parameter; found "
                      + (tensors.isEmpty()
                          ? "no tensors"
                          : tensors.size() + " tensors, named " + names))
              .withRemedy("give the weights of a model that Graft saved with the same backbone"));
    }
    Weights weights = Weights.of(values);
    weights.requireFor(architecture, file.toString());
    return weights;
  }

  private static List<String> layersBeside(Architecture architecture, Set<String> names) {
    return names.stream()
        .map(key -> key.contains("/") ? key.substring(0, key.lastIndexOf('/')) : key)
        .distinct()
        .filter(layer -> !architecture.contains(layer))
        .toList();
  }
}
