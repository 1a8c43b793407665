package dev.graft.assembly.experiment;

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
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.components.Components;
import dev.graft.assembly.components.Culprits;
import dev.graft.assembly.document.ExperimentDocuments;
import dev.graft.assembly.yaml.Problems;
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
 * Makes an experiment of bound settings: looks at how the parts go together, each as soon as all it
 * needs is there.
 *
 * @param bound the settings
 * @param wanted how much of the experiment is wanted
 * @param components all there are
 * @param layerTypes the layers that a saved network may consist of
 * @param documents reads the file of the run that this one goes on from
 */
record BoundParts(
    BoundExperiment bound,
    Wanted wanted,
    Components components,
    LayerTypes layerTypes,
    ExperimentDocuments documents) {
  /**
   * Puts them together.
   *
   * @param overrides what the command line changes
   * @throws dev.graft.api.problem.ProblemException with all that is wrong
   */
  AssembledExperiment assemble(List<String> overrides) {
    Path file = bound.file();
    Problems problems = bound.problems();
    Problems warnings = bound.findings().warnings();
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
            ? wanted
                .labels()
                .map(labels -> new DataSplit(labels, List.of(), List.of()))
                .or(() -> checks.split(dataset.get(), seed.get(), data))
            : Optional.empty();

    Optional<Architecture> body =
        (wanted.isFinishedRun()
                ? OwnCopy.of(bound.folder(), layerTypes)
                : Optional.<Architecture>empty())
            .or(() -> bound.body(input));
    body.ifPresent(found -> checks.engine(found, bound.besideLayers("engine")));
    // What is only looked at may have lost the run that it went on from.
    Start start =
        Start.read(
            sections.at("start_from"),
            layerTypes,
            documents,
            wanted.weights() ? problems : new Problems());
    Optional<WeightsSource> weights =
        !wanted.weights() || start.named()
            ? Optional.of(WeightsSource.none())
            : checks.weights(
                bound.besideLayers("weights"),
                bound.layers(),
                body,
                seed.orElse(0L),
                bound.findings()::note);

    Bound<?> head = sections.at("head");
    Bound<Loss> loss = checks.loss(sections.at("loss"), head);
    Optional<Architecture> top =
        body.isPresent() && split.isPresent()
            ? head.cleanValue(Head.class)
                .flatMap(found -> checks.top(found, body.get(), split.get().labels(), head, name))
            : Optional.empty();

    if (wanted.weights()) {
      start.check(
          split.map(DataSplit::labels),
          body.flatMap(b -> top.map(t -> b.then(name, t))),
          problems,
          warnings);
      split.ifPresent(
          found -> start.checkSplit(dataset.orElseThrow(), seed.orElseThrow(), found, warnings));
    }
    Supplier<Optional<Freeze>> lastFreeze =
        wanted.weights()
            ? () -> start.freeze(binder, problems)
            : () -> start.freeze(binder, new Problems()).or(() -> Optional.of(new Freeze.None()));
    Phases phases = new Phases(sections, checks, body, start, lastFreeze, problems);
    List<Phase> stretches = phases.read(warnings);
    List<Metric> metrics = MetricChecks.read(sections.at("metrics"), problems);
    List<NamedListener> listeners =
        ListenerChecks.read(sections.at("listeners"), sections.at("metrics"), metrics, problems);
    Path output = OutputFolder.check(sections, file, name, wanted, problems);
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
            wanted.weights() ? start.source() : Optional.empty(),
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
        bound.findings().notes(),
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
