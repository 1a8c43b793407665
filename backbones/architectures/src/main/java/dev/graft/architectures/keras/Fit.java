package dev.graft.architectures.keras;

import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.weights.StoredTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How layers of a weights file fit those of a network.
 *
 * @param layers the file's layers, one for each of the network's with parameters; empty if there
 *     are not as many
 * @param tensors the file's tensors by {@code layer/parameter} of the network
 * @param problems what does not fit, without a place
 */
record Fit(List<StoredLayer> layers, Map<String, StoredTensor> tensors, List<Problem> problems) {

  /** No layers, for one reason. */
  static Fit none(Problem problem) {
    return new Fit(List.of(), Map.of(), List.of(problem));
  }

  /** Holds layers against as many of a network, one by one. */
  static Fit of(List<Node> nodes, List<StoredLayer> layers) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      assign(nodes.get(i), layers.get(i), tensors, problems);
    }
    return new Fit(layers, tensors, problems);
  }

  boolean isWithoutProblems() {
    return problems.isEmpty();
  }

  private static void assign(
      Node node, StoredLayer layer, Map<String, StoredTensor> found, List<Problem> problems) {
    List<Parameter> parameters = node.parameters();
    Optional<List<StoredTensor>> tensors = inOrder(parameters, layer.tensors());
    if (tensors.isEmpty()) {
      problems.add(
          Problem.of("found " + layer.describeTensors())
              .withSubject(subject(node, layer))
              .expecting(
                  parameters.stream()
                      .map(parameter -> parameter.name() + " " + parameter.shape())
                      .collect(Collectors.joining(", "))));
      return;
    }
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      StoredTensor tensor = tensors.get().get(i);
      if (!tensor.shape().equals(parameter.shape())) {
        problems.add(
            Problem.of("found shape " + tensor.shape())
                .withSubject(subject(node, layer) + ", " + parameter.name())
                .expecting("shape " + parameter.shape()));
        return;
      }
      found.put(Weights.key(node.name(), parameter.name()), tensor);
    }
  }

  private static String subject(Node node, StoredLayer layer) {
    return node.name().equals(layer.name())
        ? "layer '%s'".formatted(node.name())
        : "layer '%s' ('%s' in the file)".formatted(node.name(), layer.name());
  }

  /**
   * A layer's tensors in the order of the parameters: by name if the names are the same, by
   * position if none is (files of Keras 1 and 3); empty if neither.
   */
  private static Optional<List<StoredTensor>> inOrder(
      List<Parameter> parameters, List<StoredTensor> tensors) {
    Set<String> names = parameters.stream().map(Parameter::name).collect(Collectors.toSet());
    Map<String, StoredTensor> byName = new HashMap<>();
    for (StoredTensor tensor : tensors) {
      // Keras 3 calls a depthwise convolution's kernel just kernel.
      boolean depthwise = tensor.name().equals("kernel") && !names.contains("kernel");
      byName.put(depthwise ? "depthwise_kernel" : tensor.name(), tensor);
    }
    if (tensors.size() != parameters.size()) {
      return Optional.empty();
    }
    if (byName.keySet().equals(names)) {
      return Optional.of(parameters.stream().map(p -> byName.get(p.name())).toList());
    }
    boolean strangers = byName.keySet().stream().noneMatch(names::contains);
    return strangers ? Optional.of(tensors) : Optional.empty();
  }
}
