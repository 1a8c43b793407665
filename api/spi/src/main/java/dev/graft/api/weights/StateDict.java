package dev.graft.api.weights;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.Variant;
import dev.graft.api.layer.Parameter;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tensors of a PyTorch model by their names there, such as {@code layer1.0.conv1.weight}, in
 * PyTorch's layout, from whatever file. What module is which layer, the network says ({@link
 * dev.graft.api.architecture.Origin}).
 *
 * <p>Names may all have a prefix: {@code module.} of a model trained on several devices, {@code
 * model.} of one inside another. {@code num_batches_tracked} is passed over.
 *
 * @since 0.1
 */
@Evolving
public final class StateDict {
  private static final List<String> PARAMETERS =
      List.of("weight", "bias", "running_mean", "running_var", "num_batches_tracked");

  private static final int PROBLEMS_TOLD = 3;

  private final Path file;
  private final String path;
  private final Map<String, StoredTensor> tensors;

  /**
   * Makes one.
   *
   * @param file the file's path, for messages
   * @param tensors the tensors by name, in the file's order
   */
  public StateDict(Path file, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.path = file.toString();
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** Whether names are those of a state dict: most end as PyTorch's parameters are called. */
  public static boolean isNamed(Collection<String> names) {
    long ofPyTorch =
        names.stream()
            .filter(name -> !name.contains("/") && PARAMETERS.contains(lastPart(name)))
            .count();
    return ofPyTorch * 2 > names.size();
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /**
   * The weights of a network.
   *
   * @param notes is told of the modules that the network does not have, such as a classifier
   * @throws ProblemException if the network is not in PyTorch's form, or the tensors are of another
   *     network, naming layer, expected and found shape
   */
  public Weights weights(Architecture network, Consumer<String> notes) {
    network
        .origin()
        .problemWith(path, network.name(), Variant.PYTORCH)
        .ifPresent(
            problem -> {
              throw new ProblemException(problem.withSubject(someNames()));
            });
    Match match =
        network.origin().moduleNames().stream()
            .flatMap(library -> matches(library, network))
            .min(Comparator.comparingInt(candidate -> candidate.missing().size()))
            .orElseThrow(() -> new ProblemException(notPublished(network)));
    if (!match.missing().isEmpty()) {
      throw new ProblemException(otherNetwork(match, network));
    }
    List<Problem> problems =
        match.places().stream().map(this::problemOf).flatMap(Optional::stream).toList();
    if (!problems.isEmpty()) {
      throw new ProblemException(few(problems));
    }
    Map<String, FloatTensor> values = new LinkedHashMap<>();
    for (Place place : match.places()) {
      values.put(place.key(), place.read(tensors.get(place.name()), path));
    }
    LeftAside.tell(file, beside(match), network, notes);
    return Weights.of(values);
  }

  private Optional<Problem> problemOf(Place place) {
    Shape found = tensors.get(place.name()).shape();
    return found.equals(place.storedShape())
        ? Optional.empty()
        : Optional.of(
            Problem.at(path, "found shape " + found)
                .withSubject(
                    "layer '%s', %s ('%s' in the file)"
                        .formatted(place.layer(), place.parameter().name(), place.name()))
                .expecting("shape " + place.storedShape()));
  }

  /** A parameter of the network, and the tensor that it is. */
  private record Place(String layer, Parameter parameter, String name) {
    Shape storedShape() {
      return TorchLayout.of(parameter).stored(parameter.shape());
    }

    String key() {
      return Weights.key(layer, parameter.name());
    }

    FloatTensor read(StoredTensor tensor, String file) {
      float[] values = tensor.finiteValues(file, name);
      return new FloatTensor(
          parameter.shape(), TorchLayout.of(parameter).neutral(values, parameter.shape()));
    }
  }

  /** The names of one library, behind one prefix, and which of them are not there. */
  private record Match(String library, List<Place> places, List<Place> missing) {}

  private Stream<Match> matches(ModuleNames library, Architecture network) {
    List<Place> places = places(library, network);
    return prefixes(places).stream().map(prefix -> match(library, prefix, places));
  }

  private Match match(ModuleNames library, String prefix, List<Place> places) {
    List<Place> prefixed =
        places.stream()
            .map(place -> new Place(place.layer(), place.parameter(), prefix + place.name()))
            .toList();
    return new Match(
        library.library(),
        prefixed,
        prefixed.stream().filter(place -> !tensors.containsKey(place.name())).toList());
  }

  private static List<Place> places(ModuleNames library, Architecture network) {
    List<Place> places = new ArrayList<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        String module = library.module(node.name()).orElse("(none for " + node.name() + ")");
        places.add(new Place(node.name(), parameter, module + "." + TorchLayout.name(parameter)));
      }
    }
    return places;
  }

  /** None, then what stands before the first parameter's name. */
  private Set<String> prefixes(List<Place> places) {
    Set<String> prefixes = new LinkedHashSet<>();
    prefixes.add("");
    if (!places.isEmpty()) {
      String first = "." + places.get(0).name();
      tensors.keySet().stream()
          .filter(name -> name.endsWith(first))
          .map(name -> name.substring(0, name.length() - first.length() + 1))
          .forEach(prefixes::add);
    }
    return prefixes;
  }

  private List<String> beside(Match match) {
    Set<String> taken = match.places().stream().map(Place::name).collect(Collectors.toSet());
    Set<String> modules = new LinkedHashSet<>();
    Set<String> takenModules = new HashSet<>();
    taken.forEach(name -> takenModules.add(module(name)));
    for (String name : tensors.keySet()) {
      if (!taken.contains(name) && !takenModules.contains(module(name))) {
        modules.add(module(name));
      }
    }
    return List.copyOf(modules);
  }

  private static String module(String name) {
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private String someNames() {
    return tensors.keySet().stream()
        .filter(name -> !lastPart(name).equals("num_batches_tracked"))
        .limit(2)
        .map(name -> "'" + name + "'")
        .collect(Collectors.joining(", ", "tensors ", ", …"));
  }

  private Problem notPublished(Architecture network) {
    return Problem.at(
            path, "no library publishes weights of network '%s'".formatted(network.name()))
        .withSubject(someNames());
  }

  private Problem otherNetwork(Match match, Architecture network) {
    Place first = match.missing().get(0);
    int more = match.missing().size() - 1;
    String libraries =
        network.origin().moduleNames().stream()
            .map(ModuleNames::library)
            .collect(Collectors.joining(" or "));
    return Problem.at(
            path,
            "none is named '%s', which is %s of layer '%s' in %s%s"
                .formatted(
                    first.name(),
                    first.parameter().name(),
                    first.layer(),
                    match.library(),
                    more > 0 ? "; %d more are missing".formatted(more) : ""))
        .withSubject(someNames())
        .expecting(
            "the weights of network '%s' as %s publishes them"
                .formatted(network.name(), libraries));
  }

  private List<Problem> few(List<Problem> problems) {
    if (problems.size() <= PROBLEMS_TOLD) {
      return problems;
    }
    return Stream.concat(
            problems.stream().limit(PROBLEMS_TOLD),
            Stream.of(
                Problem.at(
                    path, "%d more tensors do not fit".formatted(problems.size() - PROBLEMS_TOLD))))
        .toList();
  }
}
