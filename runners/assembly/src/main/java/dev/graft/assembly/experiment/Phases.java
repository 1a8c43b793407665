package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.experiment.Phase;
import dev.graft.api.problem.Problem;
import dev.graft.assembly.binding.Bound;
import dev.graft.assembly.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** The stretches of training: {@code training}, then {@code fine_tuning}. */
final class Phases {
  private final Sections sections;
  private final NetworkChecks checks;
  private final Optional<Architecture> body;
  private final boolean goesOn;
  private final Optional<Freeze> freeze;

  /**
   * Of a file's sections.
   *
   * @param start the run that is gone on from, if one is named
   * @param lastFreeze what that run froze at last, if it is known; asked for only where the file
   *     does not say it
   */
  Phases(
      Sections sections,
      NetworkChecks checks,
      Optional<Architecture> body,
      Start start,
      Supplier<Optional<Freeze>> lastFreeze) {
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
          check(found, sections.in(backbone, "freeze"));
          warnIfRandom(found, backbone, warnings);
        });
    Optional<TrainingSettings> training =
        sections.at("training").cleanValue(TrainingSettings.class);
    if (training.isPresent() && freeze.isPresent()) {
      TrainingSettings settings = training.get();
      phases.add(
          new Phase(
              "training",
              settings.epochs(),
              settings.batchSize(),
              freeze.get(),
              settings.optimizer(),
              settings.clipNorm()));
    }
    List<Bound<?>> fineTuning = sections.at("fine_tuning").items();
    for (int i = 0; i < fineTuning.size(); i++) {
      Bound<?> section = fineTuning.get(i);
      Bound<?> frozen = sections.in(section, "freeze");
      frozen.cleanValue(Freeze.class).ifPresent(found -> check(found, frozen));
      Optional<FineTuningSettings> settings = section.cleanValue(FineTuningSettings.class);
      if (settings.isPresent() && training.isPresent()) {
        phases.add(fineTuning(i, settings.get(), training.get()));
      }
    }
    return phases;
  }

  private static Phase fineTuning(int index, FineTuningSettings settings, TrainingSettings before) {
    return new Phase(
        index == 0 ? "fine_tuning" : "fine_tuning_" + (index + 1),
        settings.epochs(),
        settings.batchSize().orElse(before.batchSize()),
        settings.freeze(),
        settings.optimizer(),
        settings.clipNorm());
  }

  /**
   * What training freezes: what the file says, what the run froze that is gone on from, or all of a
   * backbone that has weights.
   */
  Optional<Freeze> freeze() {
    return freeze;
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
    return sections
        .in(backbone, "weights")
        .cleanValue(Optional.class)
        .map(weights -> weights.isPresent() ? new Freeze.All() : new Freeze.None());
  }

  private void check(Freeze freeze, Bound<?> setting) {
    body.ifPresent(architecture -> checks.freeze(freeze, setting, architecture));
  }

  private void warnIfRandom(Freeze freeze, Bound<?> backbone, Problems warnings) {
    boolean noWeights =
        sections
            .in(backbone, "weights")
            .cleanValue(Optional.class)
            .map(weights -> weights.isEmpty())
            .orElse(false);
    if (body.isEmpty()
        || goesOn
        || !noWeights
        || (freeze instanceof Freeze.Until until && !body.get().contains(until.layer()))) {
      return;
    }
    Set<String> frozen = freeze.frozenLayers(body.get());
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
