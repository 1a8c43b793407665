package dev.graft.architectures;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds for each layer of a network its values among the layers of a weights file. */
final class LayerMatching {
  /** A file of another network has as many mismatches as layers: a few tell it. */
  private static final int PROBLEMS_TOLD = 3;

  private final String file;
  private final List<StoredLayer> stored;
  private final Architecture network;
  private final List<Node> wanted;
  private final List<StoredLayer> matched;

  /**
   * Makes the match.
   *
   * @param file the file's path, for messages
   * @param stored the file's layers with weights, in order
   * @param network the network that wants them
   * @throws ProblemException if there is not a layer for each of the network's
   */
  LayerMatching(String file, List<StoredLayer> stored, Architecture network) {
    this.file = file;
    this.stored = stored;
    this.network = network;
    this.wanted = network.nodes().stream().filter(node -> !node.parameters().isEmpty()).toList();
    this.matched = matched();
  }

  /**
   * The network's values.
   *
   * @throws ProblemException if the file's layers do not fit, naming layers and shapes
   */
  Weights weights() {
    List<Problem> problems = new ArrayList<>();
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      assign(wanted.get(i), matched.get(i), found, problems);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(told(problems));
    }
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    found.forEach(
        (key, tensor) ->
            values.put(key, new FloatTensor(tensor.shape(), finite(key, tensor.values().get()))));
    return Weights.of(values);
  }

  /** Names of the file's layers that the network does not have, in the file's order. */
  List<String> leftAside() {
    Set<StoredLayer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(matched);
    return stored.stream().filter(layer -> !taken.contains(layer)).map(StoredLayer::name).toList();
  }

  /** One value that is not a number would make every output one that is not. */
  private float[] finite(String key, float[] values) {
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new ProblemException(
            Problem.at(file, "found the value " + value)
                .withSubject(key)
                .expecting("numbers")
                .withRemedy("the file is damaged, or its network diverged in training"));
      }
    }
    return values;
  }

  /** The file's layer for each of the network's: by name if all are there, otherwise by order. */
  private List<StoredLayer> matched() {
    Map<String, StoredLayer> byName = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (StoredLayer layer : stored) {
      if (byName.put(layer.name(), layer) != null) {
        ambiguous.add(layer.name());
      }
    }
    byName.keySet().removeAll(ambiguous);
    List<String> missing =
        wanted.stream().map(Node::name).filter(name -> !byName.containsKey(name)).toList();
    if (missing.isEmpty()) {
      return wanted.stream().map(node -> byName.get(node.name())).toList();
    }
    if (stored.size() != wanted.size()) {
      throw new ProblemException(
          Problem.at(file, "found %s; %s".formatted(layers(stored.size()), notFound(missing)))
              .expecting("the %s of network '%s'".formatted(layers(wanted.size()), network.name()))
              .withRemedy(hint()));
    }
    return stored;
  }

  private static String layers(int count) {
    return count == 1 ? "1 layer with weights" : count + " layers with weights";
  }

  private static String notFound(List<String> missing) {
    String first =
        missing.stream()
            .limit(PROBLEMS_TOLD)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    int more = missing.size() - PROBLEMS_TOLD;
    return "none is named " + first + (more > 0 ? " or as %d more".formatted(more) : "");
  }

  private void assign(
      Node node, StoredLayer layer, Map<String, StoredTensor> found, List<Problem> problems) {
    List<Parameter> parameters = node.parameters();
    Optional<List<StoredTensor>> tensors = inOrder(parameters, layer.tensors());
    if (tensors.isEmpty()) {
      problems.add(
          Problem.at(file, "found " + layer.describeTensors())
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
            Problem.at(file, "found shape " + tensor.shape())
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
   * position if none is (files of Keras 1); empty if neither.
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

  private List<Problem> told(List<Problem> problems) {
    List<Problem> told =
        new ArrayList<>(problems.subList(0, Math.min(PROBLEMS_TOLD, problems.size())));
    told.set(0, told.get(0).withRemedy(hint()));
    int more = problems.size() - told.size();
    if (more > 0) {
      told.add(
          Problem.at(
              file,
              "%d more of the network's %s do not fit".formatted(more, layers(wanted.size()))));
    }
    return told;
  }

  private Optional<String> hint() {
    return FamiliarNetworks.describe(stored).map(name -> "the file looks like " + name);
  }
}
