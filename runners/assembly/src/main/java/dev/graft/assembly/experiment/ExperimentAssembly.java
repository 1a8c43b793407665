package dev.graft.assembly.experiment;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Engine;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.experiment.Phase;
import dev.graft.api.head.Head;
import dev.graft.api.loss.Loss;
import dev.graft.api.problem.Problem;
import dev.graft.api.runner.Runner;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.DefaultComponents;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.ComponentFactory;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.NameScope;
import dev.graft.assembly.yaml.Location;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlReader;
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

  /**
   * Of given components.
   *
   * @param published the weights that are known to be published
   * @param cache has those of them that are on this machine
   */
  public ExperimentAssembly(
      Components components,
      ComponentFactory factory,
      LayerTypes layerTypes,
      List<PublishedWeights> published,
      WeightsCache cache) {
    this.components = components;
    this.factory = factory;
    this.layerTypes = layerTypes;
    this.published = List.copyOf(published);
    this.cache = cache;
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
    Problems problems = new Problems();
    List<String> notes = new ArrayList<>();
    YamlMapping document =
        new BroughtSettings(components, published)
            .addTo(document(file, overrides, problems), notes::add);
    Path folder = file.toAbsolutePath().normalize().getParent();
    boolean run = !withWeights && assumed.isEmpty();
    SettingsBinder binder =
        new SettingsBinder(
            components, factory, folder, run ? NameScope.SAVED : NameScope.FILE, problems);
    Bound<ExperimentSettings> root = binder.record(ExperimentSettings.class, document, "");

    Sections sections = new Sections(root);
    String name = name(sections, file, problems);
    NetworkChecks checks =
        new NetworkChecks(
            new DefaultComponents(components, factory), binder, published, cache, problems);

    Bound<?> data = sections.at("data");
    Optional<Dataset> dataset = data.cleanValue(Dataset.class);
    Optional<Long> seed = sections.at("seed").cleanValue(Long.class);
    Optional<ImageInput> input = dataset.flatMap(found -> checks.input(found, data));
    Optional<DataSplit> split =
        input.isPresent() && seed.isPresent()
            ? assumed
                .map(labels -> new DataSplit(labels, List.of(), List.of()))
                .or(() -> checks.split(dataset.get(), seed.get(), data))
            : Optional.empty();

    Bound<?> backbone = sections.at("backbone");
    Optional<ImageSize> size = input.map(ImageInput::size);
    Bound<?> layers = sections.in(backbone, "backbone");
    Optional<Architecture> body =
        (run ? OwnCopy.of(folder, layerTypes) : Optional.<Architecture>empty())
            .or(
                () ->
                    size.flatMap(
                        images ->
                            layers
                                .cleanValue(Backbone.class)
                                .flatMap(found -> checks.body(found, images, layers))));
    body.ifPresent(found -> checks.engine(found, sections.in(backbone, "engine")));
    // What is only looked at may have lost the run that it went on from.
    Start start =
        Start.read(sections.at("start_from"), layerTypes, withWeights ? problems : new Problems());
    Optional<WeightsSource> weights =
        !withWeights || start.named()
            ? Optional.of(WeightsSource.none())
            : checks.weights(
                sections.in(backbone, "weights"), layers, body, seed.orElse(0L), notes::add);

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
            augmentations(sections.at("augmentations")),
            stretches,
            sections.in(backbone, "engine").cleanValue(Engine.class).orElseThrow(),
            sections.in(backbone, "engine").component(),
            output,
            ResolvedExperiment.write(root, name, loss, phases, output),
            provenance(file, overrides, start));
    Runner runner = sections.at("runner").cleanValue(Runner.class).orElseThrow();
    return new AssembledExperiment(
        experiment, runner, warnings.sorted(), notes, toFetch(experiment.weights()));
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
    Problems problems = new Problems();
    YamlMapping document =
        new BroughtSettings(components, published)
            .addTo(document(file, overrides, problems), note -> {});
    Path folder = file.toAbsolutePath().normalize().getParent();
    SettingsBinder binder = new SettingsBinder(components, factory, folder, problems);
    Sections sections = new Sections(binder.record(ExperimentSettings.class, document, ""));
    NetworkChecks checks =
        new NetworkChecks(
            new DefaultComponents(components, factory), binder, published, cache, problems);
    Bound<?> data = sections.at("data");
    Bound<?> backbone = sections.at("backbone");
    Bound<?> layers = sections.in(backbone, "backbone");
    Optional<Architecture> body =
        data.cleanValue(Dataset.class)
            .flatMap(dataset -> checks.input(dataset, data))
            .flatMap(
                input ->
                    layers
                        .cleanValue(Backbone.class)
                        .flatMap(found -> checks.body(found, input.size(), layers)));
    Optional<PublishedWeights> found =
        checks.published(sections.in(backbone, "weights"), layers, body);
    problems.throwIfAny();
    return found;
  }

  private static YamlMapping document(Path file, List<String> overrides, Problems problems) {
    String text = ExperimentText.read(file);
    Optional<YamlNode> node = YamlReader.read(file.toString(), text, problems);
    Location start = Location.start(file.toString());
    if (node.isEmpty() && problems.isEmpty()) {
      problems.add(start, "", Problem.of("is empty").expecting("an experiment"));
    }
    if (node.isPresent() && !(node.get() instanceof YamlMapping)) {
      problems.add(
          node.get().location(),
          "",
          Problem.of("found " + node.get().describe())
              .expecting("a mapping with data, backbone, head, training, …"));
    }
    if (node.isEmpty() || !(node.get() instanceof YamlMapping mapping)) {
      problems.throwIfAny();
      throw new IllegalStateException("a document that is no mapping is a problem");
    }
    return new Overrides(problems).apply(mapping, overrides);
  }

  private static String name(Sections sections, Path file, Problems problems) {
    Bound<?> given = sections.at("name");
    Optional<?> name = given.cleanValue(Optional.class).orElse(Optional.empty());
    if (name.isEmpty()) {
      String stem = file.getFileName().toString().replaceFirst("\\.ya?ml$", "");
      return stem.isBlank() ? "experiment" : stem;
    }
    String text = (String) name.get();
    if (text.isBlank() || text.chars().anyMatch(c -> c < ' ' || c == '/' || c == '\\')) {
      problems.add(
          given.location(),
          given.path(),
          Problem.of("found '" + text + "'").expecting("a name that can be a folder's"));
    }
    return text;
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
