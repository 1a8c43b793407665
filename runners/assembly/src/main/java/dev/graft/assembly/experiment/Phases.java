package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Phase;
import dev.graft.api.layer.Mode;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** The stretches of training: {@code training}, then {@code fine_tuning}. */
final class Phases {
  private final Sections sections;
  private final NetworkChecks checks;
  private final Optional<Architecture> body;
  private final boolean goesOn;
  private final Optional<Freeze> freeze;
  private final LearningChecks learning;
  private final Problems problems;

  /**
   * Of a file's sections.
   *
   * @param start the run that is gone on from, if one is named
   * @param lastFreeze what that run froze at last, if it is known; asked for only where the file
   *     does not say it
   * @param problems gets what is wrong
   */
  Phases(
      Sections sections,
      NetworkChecks checks,
      Optional<Architecture> body,
      Start start,
      Supplier<Optional<Freeze>> lastFreeze,
      Problems problems) {
    this.problems = problems;
    this.learning = new LearningChecks(sections, problems);
    this.sections = sections;
    this.checks = checks;
    this.body = body;
    this.goesOn = start.named();
    this.freeze = frozenInTraining(lastFreeze);
  }

  /**
   * The phases, as far as they are right.
   *
   * @param warnings gets what is allowed but hardly meant
   */
  List<Phase> read(Problems warnings) {
    List<Phase> phases = new ArrayList<>();
    Bound<?> backbone = sections.at("backbone");
    freeze.ifPresent(
        found -> {
          if (there(found, sections.in(backbone, "freeze"))) {
            warnIfRandom(found, backbone, warnings);
          }
        });
    Bound<?> first = sections.at("training");
    Optional<TrainingSettings> training = first.cleanValue(TrainingSettings.class);
    learning.check(first, body);
    if (training.isPresent() && freeze.isPresent()) {
      TrainingSettings settings = training.get();
      phases.add(
          new Phase(
              "training",
              settings.epochs(),
              settings.batchSize(),
              freeze.get(),
              settings.optimizer(),
              settings.learning().learningRate(settings.optimizer()),
              settings.learning().schedule(),
              settings.learning().layerRates(),
              settings.clipNorm(),
              settings.cachedVariants(),
              batchNormalization(settings.learning())));
    }
    warnIfNothingVaries(first, warnings);
    List<Bound<?>> fineTuning = sections.at("fine_tuning").items();
    for (int i = 0; i < fineTuning.size(); i++) {
      Bound<?> section = fineTuning.get(i);
      Bound<?> frozen = sections.in(section, "freeze");
      boolean freezes =
          frozen.cleanValue(Freeze.class).filter(one -> there(one, frozen)).isPresent();
      learning.check(section, body);
      warnIfNothingVaries(section, warnings);
      Optional<FineTuningSettings> settings = section.cleanValue(FineTuningSettings.class);
      if (settings.isPresent() && training.isPresent() && freezes) {
        Phase last = fineTuning(i, settings.get(), training.get());
        phases.addAll(unfreezing(settings.get(), last, section));
        phases.add(last);
      }
    }
    return phases;
  }

  private Phase fineTuning(int index, FineTuningSettings settings, TrainingSettings before) {
    return new Phase(
        index == 0 ? "fine_tuning" : "fine_tuning_" + (index + 1),
        settings.epochs(),
        settings.batchSize().orElse(before.batchSize()),
        settings.freeze(),
        settings.optimizer(),
        settings.learning().learningRate(settings.optimizer()),
        settings.learning().schedule(),
        settings.learning().layerRates(),
        settings.clipNorm(),
        settings.cachedVariants().isPresent() ? settings.cachedVariants() : before.cachedVariants(),
        batchNormalization(settings.learning()));
  }

  private Mode batchNormalization(LearningSettings settings) {
    return settings.batchNormalization().orElse(batchNormalization());
  }

  /** The phases that come before one that is unfrozen gradually. */
  private List<Phase> unfreezing(FineTuningSettings settings, Phase last, Bound<?> section) {
    if (settings.gradualUnfreezing().isEmpty() || body.isEmpty()) {
      return List.of();
    }
    List<Phase> before =
        GradualUnfreezing.before(last, settings.gradualUnfreezing().get(), body.get());
    if (before.isEmpty()) {
      Bound<?> setting = sections.in(section, "gradual_unfreezing");
      problems.add(
          setting.location(),
          setting.path(),
          Problem.of(
                  "there is nothing to unfreeze step by step: the first step would train all that"
                      + " is not frozen")
              .expecting("a `freeze` that leaves more than the first stages to be trained")
              .withRemedy("leave gradual_unfreezing out, or lower `freeze`"));
    }
    return before;
  }

  /**
   * What training freezes: what the file says, what the run froze that is gone on from, or all of a
   * backbone that has weights.
   */
  Optional<Freeze> freeze() {
    return freeze;
  }

  /**
   * How batch normalisation runs where the file does not say it. Statistics that came with weights
   * stand for far more pictures than a batch has; in weights that are derived from others they may
   * not be statistics at all.
   */
  Mode batchNormalization() {
    boolean learnt =
        weighted().orElse(false)
            || freeze.filter(found -> !(found instanceof Freeze.None)).isPresent();
    return learnt ? Mode.INFERENCE : Mode.TRAINING;
  }

  /** Whether the backbone has weights, if that is known. */
  private Optional<Boolean> weighted() {
    return sections
        .in(sections.at("backbone"), "weights")
        .cleanValue(Optional.class)
        .map(weights -> weights.isPresent());
  }

  private Optional<Freeze> frozenInTraining(Supplier<Optional<Freeze>> lastFreeze) {
    Bound<?> backbone = sections.at("backbone");
    Bound<?> setting = sections.in(backbone, "freeze");
    Optional<?> given = setting.cleanValue(Optional.class).orElse(null);
    if (given == null) {
      return Optional.empty();
    }
    if (given.isPresent()) {
      return Optional.of((Freeze) given.get());
    }
    if (goesOn) {
      return lastFreeze.get();
    }
    boolean imported = body.flatMap(ImportedChecks::in).isPresent();
    return weighted().map(has -> has || imported ? new Freeze.All() : new Freeze.None());
  }

  /** Whether the frozen layers are there, as far as the network is known; tells if not. */
  private boolean there(Freeze found, Bound<?> setting) {
    return body.map(architecture -> checks.freeze(found, setting, architecture)).orElse(true);
  }

  private void warnIfNothingVaries(Bound<?> section, Problems warnings) {
    Bound<?> setting = sections.in(section, "cached_variants");
    boolean given =
        setting.cleanValue(OptionalInt.class).filter(OptionalInt::isPresent).isPresent();
    if (given && sections.at("augmentations").items().isEmpty()) {
      warnings.add(
          setting.location(),
          setting.path(),
          Problem.of("there are no augmentations: all versions of a picture are the same")
              .withRemedy("leave it out, or add augmentations"));
    }
  }

  private void warnIfRandom(Freeze found, Bound<?> backbone, Problems warnings) {
    if (body.isEmpty()
        || ImportedChecks.in(body.get()).isPresent()
        || goesOn
        || weighted().orElse(true)) {
      return;
    }
    Set<String> frozen = found.frozenLayers(body.get());
    long values =
        body.get().nodes().stream()
            .filter(node -> frozen.contains(node.name()))
            .mapToLong(node -> node.parameterCount())
            .sum();
    if (values > 0) {
      Bound<?> setting = sections.in(backbone, "freeze");
      warnings.add(
          setting.location(),
          setting.path(),
          Problem.of(
                  "the frozen layers hold %,d random values, which training will not change"
                      .formatted(values))
              .withRemedy("give backbone.weights a file, or write freeze: none"));
    }
  }
}
