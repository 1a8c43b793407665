package dev.graft.assembly.experiment;

import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.Example;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.WeightsSource;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.binding.SettingsBinder;
import dev.graft.assembly.document.ExperimentDocuments;
import dev.graft.assembly.yaml.Problems;
import dev.graft.assembly.yaml.YamlMapping;
import dev.graft.assembly.yaml.YamlNode;
import dev.graft.assembly.yaml.YamlScalar;
import dev.graft.assembly.yaml.YamlSequence;
import dev.graft.training.model.LayerTypes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The setting {@code start_from}: whether the run is there and fits, told at the setting's place.
 *
 * @param setting where it stands
 * @param run the run; empty if none is named, or it could not be read
 * @param documents reads the run's own experiment file
 */
record Start(Bound<?> setting, Optional<StartingRun> run, ExperimentDocuments documents) {
  /** What a run says of its frozen layers. */
  private record Frozen(Freeze freeze) {}

  /** Reads the run, if one is named. */
  static Start read(
      Bound<?> setting, LayerTypes layerTypes, ExperimentDocuments documents, Problems problems) {
    Optional<?> given = setting.cleanValue(Optional.class).orElse(Optional.empty());
    if (given.isEmpty()) {
      return new Start(setting, Optional.empty(), documents);
    }
    try {
      return new Start(
          setting, Optional.of(StartingRun.open((Path) given.get(), layerTypes)), documents);
    } catch (ProblemException e) {
      problems.addAll(setting.location(), setting.path(), e);
      return new Start(setting, Optional.empty(), documents);
    }
  }

  /** Whether the file names a run, be it a right one or not. */
  boolean named() {
    Optional<?> given = setting.cleanValue(Optional.class).orElse(null);
    return given == null || given.isPresent();
  }

  /** The source of the whole network's weights, for the experiment. */
  Optional<WeightsSource> source() {
    return run.map(WeightsSource.class::cast);
  }

  /** Facts for the provenance. */
  Optional<Map<String, Object>> provenance() {
    return run.map(StartingRun::provenance);
  }

  /**
   * Whether labels and network are the run's.
   *
   * @param network the experiment's, as far as it is known
   * @param warnings gets what makes the same weights answer otherwise
   */
  void check(
      Optional<Labels> labels,
      Optional<Architecture> network,
      Problems problems,
      Problems warnings) {
    if (run.isEmpty()) {
      return;
    }
    try {
      labels.ifPresent(run.get()::requireLabels);
      network.ifPresent(
          whole -> {
            run.get().load(whole, 0);
            List<Problem> changes = ChangedLayers.between(run.get().network(), whole);
            FewProblems.of(changes, "")
                .forEach(change -> warnings.add(setting.location(), setting.path(), change));
          });
    } catch (ProblemException e) {
      problems.addAll(setting.location(), setting.path(), e);
    }
  }

  /**
   * Warns if the pictures are split otherwise than in the run, so that it has learnt from some that
   * this experiment judges by.
   *
   * @param dataset the experiment's, which the run is taken to have had too
   */
  void checkSplit(Dataset dataset, long seed, DataSplit split, Problems warnings) {
    Optional<Long> before =
        document()
            .flatMap(file -> in(file, "seed"))
            .map(YamlMapping.Entry::value)
            .filter(value -> value instanceof YamlScalar)
            .map(value -> ((YamlScalar) value).text())
            .filter(text -> text.matches("-?\\d{1,18}"))
            .map(Long::valueOf);
    if (before.isEmpty() || before.get() == seed) {
      return;
    }
    Set<String> learnt =
        dataset.split(before.get()).training().stream()
            .map(Example::id)
            .collect(Collectors.toSet());
    long judged = split.validation().stream().filter(e -> learnt.contains(e.id())).count();
    if (judged > 0) {
      warnings.add(
          setting.location(),
          setting.path(),
          Problem.of(
                  "with seed %d it may have learnt from %d of the %d pictures to judge by"
                      .formatted(before.get(), judged, split.validation().size()))
              .withRemedy("to judge by those it has not seen write seed: " + before.get()));
    }
  }

  /**
   * What the run's last phase froze, so that training goes on as it stopped.
   *
   * @return empty if no run is named, or its file does not tell
   */
  Optional<Freeze> freeze(SettingsBinder binder, Problems problems) {
    if (run.isEmpty()) {
      return Optional.empty();
    }
    Optional<Freeze> freeze =
        document()
            .flatMap(Start::lastFreeze)
            .flatMap(entry -> bind(entry, binder))
            .map(Frozen::freeze);
    if (freeze.isEmpty()) {
      problems.add(
          setting.location(),
          setting.path(),
          Problem.at(
                  run.get().experiment().toString(),
                  "does not say which layers its last phase froze")
              .withRemedy("say it here: backbone.freeze"));
    }
    return freeze;
  }

  /** The run's experiment file, if it is one. */
  private Optional<YamlMapping> document() {
    return run.flatMap(found -> documents.readQuietly(found.experiment()));
  }

  private static Optional<Frozen> bind(YamlMapping.Entry entry, SettingsBinder binder) {
    YamlMapping alone = new YamlMapping(entry.keyLocation(), List.of(entry));
    return binder.record(Frozen.class, alone, "").cleanValue();
  }

  private static Optional<YamlMapping.Entry> lastFreeze(YamlNode document) {
    Optional<YamlNode> fineTuning = in(document, "fine_tuning").map(YamlMapping.Entry::value);
    if (fineTuning.isPresent()
        && fineTuning.get() instanceof YamlSequence phases
        && !phases.items().isEmpty()) {
      return in(phases.items().get(phases.items().size() - 1), "freeze");
    }
    return in(document, "backbone").flatMap(entry -> in(entry.value(), "freeze"));
  }

  private static Optional<YamlMapping.Entry> in(YamlNode node, String key) {
    return node instanceof YamlMapping mapping ? mapping.entry(key) : Optional.empty();
  }
}
