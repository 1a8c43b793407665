package dev.graft.architectures.keras;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.NamedLayer;
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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds for each layer of a network its values among the layers of a weights file: in the file's
 * whole model or in one nested in it; by name if all names are there, otherwise by order.
 */
final class LayerMatching {
  /** A file of another network has as many mismatches as layers: a few tell it. */
  private static final int PROBLEMS_TOLD = 3;

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  private final String file;
  private final StoredModel model;
  private final Architecture network;
  private final List<Node> wanted;
  private final Fit fit;

  /**
   * Makes the match.
   *
   * @param file the file's path, for messages
   * @param model the file's layers with weights
   * @param network the network that wants them
   */
  LayerMatching(String file, StoredModel model, Architecture network) {
    this.file = file;
    this.model = model;
    this.network = network;
    this.wanted = network.nodes().stream().filter(node -> !node.parameters().isEmpty()).toList();
    this.fit = byName().or(this::byOrder).orElseGet(() -> Fit.none(otherNetwork()));
  }

  /** Whether the file's layers fit the network in number, names and shapes. */
  boolean fits() {
    return fit.isWithoutProblems();
  }

  /**
   * The network's values.
   *
   * @throws ProblemException if the file's layers do not fit, naming layers and shapes
   */
  Weights weights() {
    if (!fits()) {
      throw new ProblemException(told());
    }
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    fit.tensors()
        .forEach(
            (key, tensor) ->
                values.put(key, new FloatTensor(tensor.shape(), tensor.finiteValues(file, key))));
    return Weights.of(values);
  }

  /** Names of the file's layers that the network does not have, in the file's order. */
  List<String> leftAside() {
    Set<StoredLayer> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    taken.addAll(fit.layers());
    return model.layers().stream()
        .filter(layer -> !taken.contains(layer))
        .map(StoredLayer::name)
        .toList();
  }

  /**
   * The layers of the network's names in the whole model, or, where some names are there twice, in
   * the one nested model that has them all.
   */
  private Optional<Fit> byName() {
    Map<String, StoredLayer> all = named(model);
    if (hasAll(all)) {
      return Optional.of(fit(all));
    }
    return only(
        model.withNested().skip(1).map(LayerMatching::named).filter(this::hasAll).map(this::fit));
  }

  private boolean hasAll(Map<String, StoredLayer> layers) {
    return wanted.stream().allMatch(node -> layers.containsKey(node.name()));
  }

  private Fit fit(Map<String, StoredLayer> byName) {
    return Fit.of(wanted, wanted.stream().map(node -> byName.get(node.name())).toList());
  }

  private static Map<String, StoredLayer> named(StoredModel model) {
    Map<String, StoredLayer> byName = new HashMap<>();
    Set<String> ambiguous = new HashSet<>();
    for (StoredLayer layer : model.layers()) {
      if (byName.put(layer.name(), layer) != null) {
        ambiguous.add(layer.name());
      }
    }
    byName.keySet().removeAll(ambiguous);
    return byName;
  }

  /**
   * The layers of a model that has as many, of the network's shapes, or the first ones of a model
   * that goes on above them, with a classifier. Where no shapes fit, a model of as many layers, as
   * its mismatches tell best what is wrong.
   */
  private Optional<Fit> byOrder() {
    Predicate<StoredModel> asMany = candidate -> candidate.layers().size() == wanted.size();
    Predicate<StoredModel> more = candidate -> candidate.layers().size() > wanted.size();
    return only(inOrder(asMany).filter(Fit::isWithoutProblems))
        .or(() -> only(inOrder(more).filter(Fit::isWithoutProblems)))
        .or(() -> inOrder(asMany).findFirst());
  }

  private Stream<Fit> inOrder(Predicate<StoredModel> which) {
    return model.withNested().filter(which).map(this::inOrder).flatMap(Optional::stream);
  }

  /**
   * The first layers, or the first of each class where the file has no order between them; but a
   * layer of a name that somebody gave it is always the one of that name.
   */
  private Optional<Fit> inOrder(StoredModel candidate) {
    Map<String, StoredLayer> byName = named(candidate);
    byName
        .keySet()
        .retainAll(wanted.stream().filter(node -> !isNumbered(node)).map(Node::name).toList());
    Set<StoredLayer> reserved = Collections.newSetFromMap(new IdentityHashMap<>());
    reserved.addAll(byName.values());
    boolean ordered = candidate.layers().stream().anyMatch(layer -> layer.kind().isEmpty());
    Map<String, List<StoredLayer>> byKind =
        candidate.layers().stream()
            .filter(layer -> !reserved.contains(layer))
            .collect(Collectors.groupingBy(layer -> ordered ? "" : layer.kind().orElseThrow()));
    Map<String, Integer> next = new HashMap<>();
    List<StoredLayer> taken = new ArrayList<>();
    for (Node node : wanted) {
      if (byName.containsKey(node.name())) {
        taken.add(byName.get(node.name()));
        continue;
      }
      String kind = ordered ? "" : NamedLayer.of(node.layer()).defaultName();
      int number = next.merge(kind, 1, Integer::sum) - 1;
      List<StoredLayer> ofKind = byKind.getOrDefault(kind, List.of());
      if (number >= ofKind.size()) {
        return Optional.empty();
      }
      taken.add(ofKind.get(number));
    }
    return Optional.of(Fit.of(wanted, taken));
  }

  /** Whether Keras gave the layer its name, {@code conv2d_7}, by a count that goes on for ever. */
  private static boolean isNumbered(Node node) {
    String kind = NamedLayer.of(node.layer()).defaultName();
    return node.name().equals(kind)
        || (node.name().startsWith(kind + "_")
            && NUMBER.matcher(node.name().substring(kind.length() + 1)).matches());
  }

  /** What to say of layers that were found by order alone, though somebody has named them. */
  Optional<String> otherNames() {
    List<String> others = new ArrayList<>();
    for (int i = 0; i < fit.layers().size(); i++) {
      String found = fit.layers().get(i).name();
      if (!found.equals(wanted.get(i).name()) && !isNumbered(wanted.get(i))) {
        others.add("'%s' as '%s'".formatted(found, wanted.get(i).name()));
      }
    }
    return others.stream()
        .findFirst()
        .map(
            first ->
                "%s: layers of other names are taken by their order, %s%s"
                    .formatted(
                        file,
                        first,
                        others.size() > 1 ? " and %d more".formatted(others.size() - 1) : ""));
  }

  /** The one that there is; an outer model's first layers may be those of an inner one. */
  private Optional<Fit> only(Stream<Fit> fits) {
    List<Fit> different = new ArrayList<>();
    fits.filter(found -> different.stream().noneMatch(f -> f.layers().equals(found.layers())))
        .forEach(different::add);
    return different.size() > 1
        ? Optional.of(Fit.none(severalModels(different.size())))
        : different.stream().findFirst();
  }

  private Problem severalModels(int count) {
    return Problem.of("holds %d models that fit network '%s'".formatted(count, network.name()))
        .expecting("one")
        .withRemedy("in Keras, write the weights of the one that is meant to a file of their own");
  }

  private Problem otherNetwork() {
    Map<String, StoredLayer> all = named(model);
    List<String> missing =
        wanted.stream().map(Node::name).filter(name -> !all.containsKey(name)).toList();
    return Problem.of("found %s; %s".formatted(layers(model.layers().size()), notFound(missing)))
        .expecting("the %s of network '%s'".formatted(layers(wanted.size()), network.name()));
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

  private List<Problem> told() {
    List<Problem> told =
        new ArrayList<>(
            fit.problems().stream()
                .limit(PROBLEMS_TOLD)
                .map(problem -> problem.withWhere(file))
                .toList());
    if (told.get(0).remedy().isEmpty()) {
      told.set(
          0,
          told.get(0)
              .withRemedy(
                  FamiliarNetworks.describe(model).map(name -> "the file looks like " + name)));
    }
    int more = fit.problems().size() - told.size();
    if (more > 0) {
      told.add(
          Problem.at(
              file,
              "%d more of the network's %s do not fit".formatted(more, layers(wanted.size()))));
    }
    return told;
  }
}
