package dev.graft.assembly.experiment;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Engine;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.runner.Runner;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.NamedListener;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.binding.PathSettings;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.Culprits;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.document.ExperimentDocuments;
import dev.graft.assembly.document.Migrations;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.training.download.WeightsCache;
import dev.graft.training.model.LayerTypes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes an experiment of its file, in one pass that collects all problems. What depends on a part
 * that is wrong is not checked, so that one cause is told once.
 */
public final class ExperimentAssembly {
  private final Components components;
  private final ComponentFactory factory;
  private final LayerTypes layerTypes;
  private final List<PublishedWeights> published;
  private final WeightsCache cache;
  private final PathSettings paths;
  private final ExperimentDocuments documents;

  /**
   * Of given components.
   *
   * @param environment the value of an environment variable that a file refers to, or null
   * @param published the weights that are known to be published
   * @param cache has those of them that are on this machine
   */
  public ExperimentAssembly(
      Components components,
      ComponentFactory factory,
      LayerTypes layerTypes,
      List<PublishedWeights> published,
      WeightsCache cache,
      UnaryOperator<String> environment) {
    this.components = components;
    this.factory = factory;
    this.layerTypes = layerTypes;
    this.published = List.copyOf(published);
    this.cache = cache;
    this.paths = PathSettings.ofFiles(environment);
    this.documents = new ExperimentDocuments(Migrations.ofGraft(), paths);
  }

  /**
   * Reads, checks and assembles.
   *
   * @param file the experiment file
   * @param overrides settings that take the place of the file's: {@code training.epochs=3}
   * @throws dev.graft.api.problem.ProblemException with all problems, from the file's top to its
   *     end
   */
  public AssembledExperiment assemble(Path file, List<String> overrides) {
    return assemble(file, overrides, Optional.empty(), true);
  }

  /**
   * Assembles an experiment that is only looked at: the weights that it begins with need not be
   * there, be they a file's or another run's.
   *
   * @return an experiment that begins with initial values
   * @throws dev.graft.api.problem.ProblemException as {@link #assemble(Path, List)}
   */
  public Experiment withoutWeights(Path file, List<String> overrides) {
    return assemble(file, overrides, Optional.empty(), false).experiment();
  }

  /**
   * Assembles the network alone: neither data nor weights need be there.
   *
   * @param labels stand for the data's classes
   * @return an experiment that cannot be run: it has no pictures
   * @throws dev.graft.api.problem.ProblemException as {@link #assemble(Path, List)}
   */
  public Experiment withoutFiles(Path file, List<String> overrides, Labels labels) {
    return assemble(file, overrides, Optional.of(labels), false).experiment();
  }

  private AssembledExperiment assemble(
      Path file, List<String> overrides, Optional<Labels> assumed, boolean withWeights) {
    boolean run = !withWeights && assumed.isEmpty();
    BoundExperiment bound = bind(file, overrides, run ? NameScope.SAVED : NameScope.FILE, assumed);
    try {
      return assemble(bound, overrides, assumed, withWeights);
    } catch (RuntimeException | Error e) {
      bound.close();
      throw e;
    }
  }

  private AssembledExperiment assemble(
      BoundExperiment bound,
      List<String> overrides,
      Optional<Labels> assumed,
      boolean withWeights) {
    boolean run = !withWeights && assumed.isEmpty();
    Path file = bound.file();
    Problems problems = bound.problems();
    List<String> notes = bound.notes();
    SettingsBinder binder = bound.binder();
    Sections sections = bound.sections();
    NetworkChecks checks = bound.checks();
    String name = ExperimentName.read(sections.at("name"), file, problems);

    Bound<?> data = sections.at("data");
    Optional<Dataset> dataset = data.cleanValue(Dataset.class);
    Optional<Long> seed = sections.at("seed").cleanValue(Long.class);
    Optional<ImageInput> input = bound.input();
    Optional<DataSplit> split =
        input.isPresent() && seed.isPresent()
            ? assumed
                .map(labels -> new DataSplit(labels, List.of(), List.of()))
                .or(() -> checks.split(dataset.get(), seed.get(), data))
            : Optional.empty();

    Optional<Architecture> body =
        (run ? OwnCopy.of(bound.folder(), layerTypes) : Optional.<Architecture>empty())
            .or(() -> bound.body(input));
    body.ifPresent(found -> checks.engine(found, bound.besideLayers("engine")));
    // What is only looked at may have lost the run that it went on from.
    Start start =
        Start.read(
            sections.at("start_from"),
            layerTypes,
            documents,
            withWeights ? problems : new Problems());
    Optional<WeightsSource> weights =
        !withWeights || start.named()
            ? Optional.of(WeightsSource.none())
            : checks.weights(
                bound.besideLayers("weights"), bound.layers(), body, seed.orElse(0L), notes::add);

    Bound<?> head = sections.at("head");
    Bound<Loss> loss = checks.loss(sections.at("loss"), head);
    Optional<Architecture> top =
        body.isPresent() && split.isPresent()
            ? head.cleanValue(Head.class)
                .flatMap(found -> checks.top(found, body.get(), split.get().labels(), head, name))
            : Optional.empty();

    Problems warnings = new Problems();
    if (withWeights) {
      start.check(
          split.map(DataSplit::labels),
          body.flatMap(b -> top.map(t -> b.then(name, t))),
          problems,
          warnings);
      split.ifPresent(
          found -> start.checkSplit(dataset.orElseThrow(), seed.orElseThrow(), found, warnings));
    }
    Supplier<Optional<Freeze>> lastFreeze =
        withWeights
            ? () -> start.freeze(binder, problems)
            : () -> start.freeze(binder, new Problems()).or(() -> Optional.of(new Freeze.None()));
    Phases phases = new Phases(sections, checks, body, start, lastFreeze, problems);
    List<Phase> stretches = phases.read(warnings);
    List<Metric> metrics = MetricChecks.read(sections.at("metrics"), problems);
    List<NamedListener> listeners =
        ListenerChecks.read(sections.at("listeners"), sections.at("metrics"), metrics, problems);
    Path output = OutputFolder.check(sections, file, name, problems);
    problems.throwIfAny();

    Experiment experiment =
        new Experiment(
            name,
            seed.orElseThrow(),
            split.orElseThrow(),
            input.orElseThrow(),
            body.orElseThrow(),
            weights.orElseThrow(),
            top.orElseThrow(),
            withWeights ? start.source() : Optional.empty(),
            head.cleanValue(Head.class).orElseThrow().decision(),
            loss.cleanValue().orElseThrow(),
            metrics,
            augmentations(sections.at("augmentations")),
            stretches,
            bound.besideLayers("engine").cleanValue(Engine.class).orElseThrow(),
            bound.besideLayers("engine").component(),
            output,
            ResolvedExperiment.write(sections.root(), name, loss, phases, output),
            provenance(file, overrides, start));
    Runner runner = sections.at("runner").cleanValue(Runner.class).orElseThrow();
    return new AssembledExperiment(
        experiment,
        runner,
        listeners,
        warnings.sorted(),
        notes,
        toFetch(experiment.weights()),
        new Culprits(components),
        bound::close);
  }

  /** Published weights that are not on this machine yet, unless a whole network begins. */
  private List<PublishedWeights> toFetch(WeightsSource weights) {
    return weights instanceof CatalogueWeights catalogue && !catalogue.isHere()
        ? List.of(catalogue.published())
        : List.of();
  }

  /**
   * The published weights that an experiment begins with, if it does; its pictures need not be
   * there.
   *
   * @throws dev.graft.api.problem.ProblemException with what is wrong with its data and backbone
   */
  public Optional<PublishedWeights> published(Path file, List<String> overrides) {
    try (BoundExperiment bound = bind(file, overrides, NameScope.FILE, Optional.empty())) {
      Optional<PublishedWeights> found = bound.published();
      bound.problems().throwIfAny();
      return found;
    }
  }

  private BoundExperiment bind(
      Path file, List<String> overrides, NameScope names, Optional<Labels> assumed) {
    Problems problems = new Problems();
    List<String> notes = new ArrayList<>();
    YamlMapping document =
        new BroughtSettings(components, published)
            .addTo(documents.read(file, overrides, problems, notes::add), notes::add);
    ComponentFactory own =
        factory.forExperiment(
            made -> new DataFacts(document, components, made, paths, names, assumed));
    try {
      SettingsBinder binder = new SettingsBinder(components, own, paths, names, problems);
      Bound<ExperimentSettings> root = binder.record(ExperimentSettings.class, document, "");
      NetworkChecks checks =
          new NetworkChecks(
              new DefaultComponents(components, own), binder, published, cache, problems);
      return new BoundExperiment(file, binder, new Sections(root), checks, problems, notes, own);
    } catch (RuntimeException | Error e) {
      own.close();
      throw e;
    }
  }

  /** Numbered by place, so that two of a kind draw differently. */
  private static List<NamedAugmentation> augmentations(Bound<?> list) {
    List<NamedAugmentation> named = new ArrayList<>();
    for (Bound<?> item : list.items()) {
      named.add(
          new NamedAugmentation(
              named.size() + ":" + item.component(),
              item.cleanValue(Augmentation.class).orElseThrow()));
    }
    return named;
  }

  private Map<String, Object> provenance(Path file, List<String> overrides, Start start) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("experiment_file", file.toAbsolutePath().normalize().toString());
    if (!overrides.isEmpty()) {
      facts.put("overrides", List.copyOf(overrides));
    }
    start.provenance().ifPresent(run -> facts.put("start_from", run));
    Map<String, Object> plugins = new TreeMap<>();
    components.plugins().forEach(plugin -> plugins.put(plugin.id(), plugin.provenance()));
    facts.put("plugins", plugins);
    return facts;
  }
}
