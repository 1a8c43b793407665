package dev.graft.assembly.experiment;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.Node;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.ImageInput;
import dev.graft.api.head.Decision;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.plugin.SettingException;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.binding.NamedOrFile;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentKind;
import dev.graft.assembly.yaml.Problems;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.download.WeightsChoice;
import dev.graft.training.model.LayerTypes;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Whether the parts of an experiment go together, before any engine is used. */
final class NetworkChecks {
  private final DefaultComponents defaults;
  private final SettingsBinder binder;
  private final LayerTypes layerTypes;
  private final List<PublishedWeights> published;
  private final WeightsCache cache;
  private final ImportedChecks imported;
  private final Problems problems;

  /**
   * Makes the checks.
   *
   * @param layerTypes the layers that a model may be saved with
   * @param published the weights that are known to be published
   * @param cache has those of them that are on this machine
   */
  NetworkChecks(
      DefaultComponents defaults,
      SettingsBinder binder,
      LayerTypes layerTypes,
      List<PublishedWeights> published,
      WeightsCache cache,
      Problems problems) {
    this.defaults = defaults;
    this.binder = binder;
    this.layerTypes = layerTypes;
    this.published = List.copyOf(published);
    this.cache = cache;
    this.imported = new ImportedChecks(problems);
    this.problems = problems;
  }

  /** How pictures become images; a dataset may have to look at them to know. */
  Optional<ImageInput> input(Dataset dataset, Bound<?> data) {
    try {
      return Optional.of(dataset.input());
    } catch (ProblemException e) {
      tell(data, e);
      return Optional.empty();
    }
  }

  /** The examples. */
  Optional<DataSplit> split(Dataset dataset, long seed, Bound<?> data) {
    try {
      return Optional.of(dataset.split(seed));
    } catch (ProblemException e) {
      tell(data, e);
    } catch (IllegalArgumentException e) {
      problems.add(data.location(), data.path(), Problem.of(e.getMessage()));
    }
    return Optional.empty();
  }

  /** What is said of a file stands at the setting that names it. */
  private void tell(Bound<?> section, ProblemException e) {
    for (Problem problem : e.problems()) {
      Bound<?> at = section.about(problem);
      problems.add(at.location(), at.path(), problem);
    }
  }

  /** The backbone's network for the images' size. */
  Optional<Architecture> body(Backbone backbone, ImageSize size, Bound<?> section) {
    try {
      return savable(backbone.architecture(size), section);
    } catch (ProblemException e) {
      tell(section, e);
    } catch (IllegalArgumentException e) {
      Bound<?> at = e instanceof SettingException about ? section.at(about.setting()) : section;
      problems.add(
          at.location(), at.path(), Problem.of("for images of " + size + ": " + e.getMessage()));
    }
    return Optional.empty();
  }

  /**
   * Where the backbone's weights come from; a file is read, and kept; notes tell what is odd. What
   * is published and not on this machine yet is fetched when training begins.
   *
   * @param backbone the backbone, for which weights are published
   */
  Optional<WeightsSource> weights(
      Bound<?> setting,
      Bound<?> backbone,
      Optional<Architecture> body,
      long seed,
      Consumer<String> notes) {
    Optional<?> given = setting.cleanValue(Optional.class).orElse(null);
    if (given == null) {
      return Optional.empty();
    }
    if (given.isEmpty()) {
      return Optional.of(WeightsSource.none());
    }
    NamedOrFile named = (NamedOrFile) given.get();
    if (body.isPresent() && imported.weights(body.get(), named.name().isPresent(), setting)) {
      return Optional.empty();
    }
    List<WeightsReader> readers =
        defaults.all(WeightsReader.class).stream().map(DefaultComponents.Made::value).toList();
    if (named.name().isPresent() && (body.isEmpty() || !backbone.clean())) {
      return Optional.empty();
    }
    try {
      WeightsSource source;
      if (named.file().isPresent()) {
        Path file = named.file().get();
        source = new WeightsFile(file, readers);
        if (backbone.clean() && file.getFileName() != null) {
          WeightsChoice.doubt(
                  published,
                  file.getFileName().toString(),
                  backbone.component(),
                  settings(backbone))
              .ifPresent(notes);
        }
      } else {
        WeightsChoice choice = choice(named.name().get(), backbone, body.get());
        choice.note().ifPresent(notes);
        source = new CatalogueWeights(choice.weights(), cache, readers);
      }
      if (!(source instanceof CatalogueWeights weights) || weights.isHere()) {
        body.ifPresent(architecture -> source.load(architecture, seed, notes));
      }
      return Optional.of(source);
    } catch (ProblemException e) {
      problems.addAll(setting.location(), setting.path(), e);
      return Optional.empty();
    }
  }

  /** The published weights that a backbone asks for by name, if it does; wherever they are. */
  Optional<PublishedWeights> published(
      Bound<?> setting, Bound<?> backbone, Optional<Architecture> body) {
    Optional<String> name =
        setting
            .cleanValue(Optional.class)
            .flatMap(given -> ((Optional<?>) given).map(NamedOrFile.class::cast))
            .flatMap(NamedOrFile::name);
    if (name.isEmpty() || body.isEmpty() || !backbone.clean()) {
      return Optional.empty();
    }
    try {
      return Optional.of(choice(name.get(), backbone, body.get()).weights());
    } catch (ProblemException e) {
      problems.addAll(setting.location(), setting.path(), e);
      return Optional.empty();
    }
  }

  private WeightsChoice choice(String name, Bound<?> backbone, Architecture body) {
    Shape input = body.input().shape();
    return WeightsChoice.of(
        published,
        name,
        backbone.component(),
        settings(backbone),
        new ImageSize(input.height(), input.width(), input.channels()));
  }

  private static Map<String, Object> settings(Bound<?> backbone) {
    Map<String, Object> settings = new LinkedHashMap<>();
    if (backbone.resolved() instanceof Map<?, ?> resolved) {
      resolved.forEach((key, value) -> settings.put(String.valueOf(key), value));
    }
    return settings;
  }

  /**
   * The loss: the file's, which must fit the head, or the head's own. Checked as soon as both names
   * are known, even if some of their settings are wrong.
   */
  Bound<Loss> loss(Bound<?> given, Bound<?> head) {
    Optional<Head> onTop = head.value().map(Head.class::cast);
    Optional<?> named = given.value().map(Optional.class::cast).orElse(Optional.empty());
    if (named.isPresent()) {
      Loss loss = (Loss) named.get();
      onTop.ifPresent(found -> fits(loss, given, found.decision(), head));
      return Bound.of(given.location(), given.path(), loss, given.resolved());
    }
    boolean leftOut = given.clean();
    if (!leftOut || onTop.isEmpty()) {
      return Bound.none(given.location(), given.path());
    }
    return binder.component(
        Loss.class, onTop.get().defaultLoss(), onTop.get().getClass(), head.location(), "loss");
  }

  private void fits(Loss loss, Bound<?> given, Decision decision, Bound<?> head) {
    if (loss.fits(decision)) {
      return;
    }
    List<String> fitting =
        defaults.all(Loss.class).stream()
            .filter(made -> made.value().fits(decision))
            .map(made -> defaults.name(made.component()))
            .toList();
    Problem problem =
        Problem.of(
            "'%s' does not fit the head '%s'".formatted(given.component(), head.component()));
    problems.add(
        given.location(),
        given.path(),
        fitting.isEmpty()
            ? problem
            : problem
                .expecting(ComponentKind.list(fitting))
                .withRemedy("or leave 'loss' out: the head knows the one that fits"));
  }

  /** The head's network on the backbone's. */
  Optional<Architecture> top(
      Head head, Architecture body, Labels labels, Bound<?> section, String name) {
    Architecture top;
    try {
      top = head.layers(body.outputShape(), labels);
      body.then(name, top);
    } catch (ProblemException e) {
      problems.addAll(section.location(), section.path(), e);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      problems.add(section.location(), section.path(), Problem.of(e.getMessage()));
      return Optional.empty();
    }
    Shape scores = Shape.of(head.decision().outputs(labels.count()));
    if (!top.outputShape().equals(scores)) {
      throw new IllegalStateException(
          "the head '%s' gives %s, but its decision takes %s"
              .formatted(section.component(), top.outputShape(), scores));
    }
    return savable(top, section);
  }

  /**
   * A network whose layers a model can be saved with; tells of those that no plugin lists, before
   * anything is trained in vain.
   */
  private Optional<Architecture> savable(Architecture network, Bound<?> section) {
    Map<Class<?>, String> unlisted = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      if (!layerTypes.lists(node.layer())) {
        unlisted.putIfAbsent(node.layer().getClass(), node.name());
      }
    }
    unlisted.forEach(
        (type, name) ->
            problems.add(
                section.location(),
                section.path(),
                Problem.of(
                        "'%s' uses a layer that no plugin lists among its components, %s (layer '%s'): no model could be saved with it"
                            .formatted(section.component(), type.getName(), name))
                    .withRemedy(
                        "let its plugin list it: Component.ofRecord(Layer.class, NAME, %s.class, …)"
                            .formatted(type.getSimpleName()))));
    return unlisted.isEmpty() ? Optional.of(network) : Optional.empty();
  }

  /** Whether the engine can run a network that was imported; tells if not. */
  void engine(Architecture body, Bound<?> setting) {
    imported.engine(body, setting);
  }

  /** Whether the layers that are to be frozen are there; tells if not. */
  boolean freeze(Freeze freeze, Bound<?> setting, Architecture body) {
    if (ImportedChecks.in(body).isPresent()) {
      return imported.freeze(body, freeze, setting);
    }
    try {
      freeze.frozenLayers(body);
      return true;
    } catch (ProblemException e) {
      Bound<?> at = setting.fields().values().stream().findFirst().orElse(setting);
      problems.addAll(at.location(), at.path(), e);
      return false;
    }
  }
}
