package dev.graft.cli;

import dev.graft.api.data.Example;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.head.Decision;
import dev.graft.api.metric.Metric;
import dev.graft.assembly.AssembledExperiment;
import dev.graft.assembly.NamedListener;
import dev.graft.assembly.components.Components;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a training is going to do, before it does: for a user to see mistakes in time. */
final class TrainingPlan {
  private static final int MOST_CLASSES = 20;

  private final Experiment experiment;
  private final List<NamedListener> listeners;
  private final Components components;
  private final ShellText shell;

  /**
   * Makes the plan.
   *
   * @param assembled the experiment and its listeners
   * @param components what the experiment is made of
   */
  TrainingPlan(AssembledExperiment assembled, Components components, ShellText shell) {
    this.experiment = assembled.experiment();
    this.listeners = assembled.listeners();
    this.components = components;
    this.shell = shell;
  }

  /** The lines. */
  List<String> lines() {
    TextTable facts = new TextTable(Side.LEFT, Side.LEFT);
    facts.row("data", data());
    facts.row("backbone", backbone());
    facts.row("head", head());
    experiment
        .startFrom()
        .ifPresent(run -> facts.row("starts from", run.description() + ", its head included"));
    facts.row("augmentations", augmentations());
    PhaseText text = new PhaseText(experiment, components);
    for (PhaseView view : PhaseView.of(experiment)) {
      facts.row(view.phase().name().replace('_', ' '), text.work(view.phase()));
      text.facts(view).forEach(fact -> facts.row("", fact));
    }
    if (!experiment.metrics().isEmpty()) {
      facts.row(
          "metrics", String.join(", ", experiment.metrics().stream().map(Metric::name).toList()));
    }
    if (!listeners.isEmpty()) {
      facts.row(
          "listeners", String.join(", ", listeners.stream().map(NamedListener::name).toList()));
    }
    facts.row("engine", experiment.engine().description());
    facts.row("seed", Long.toString(experiment.seed()));
    facts.row("output", shell.path(experiment.output()));
    List<String> lines = new ArrayList<>();
    lines.add(experiment.name());
    facts.lines().forEach(line -> lines.add("  " + line));
    lines.add("");
    classes().forEach(line -> lines.add("  " + line));
    return lines;
  }

  private String data() {
    return "%s to learn from, %s to judge by, as images of %s"
        .formatted(
            NumberText.count(experiment.data().training().size(), "picture"),
            NumberText.count(experiment.data().validation().size()),
            experiment.input().size());
  }

  private String backbone() {
    String weights = experiment.weights().description();
    String size =
        "%s, %s"
            .formatted(
                experiment.backbone().name(),
                NumberText.count(experiment.backbone().parameterCount(), "parameter"));
    if (experiment.startFrom().isPresent()) {
      return size;
    }
    return size
        + ", "
        + (weights.equals("none") ? "without pretrained weights" : "weights " + weights);
  }

  private String head() {
    String outputs =
        experiment.decision() instanceof Decision.Sigmoid sigmoid
            ? "one logit, '%s' above probability %s"
                .formatted(
                    experiment.data().labels().name(1), NumberText.small(sigmoid.threshold()))
            : experiment.data().labels().count() + " logits, the softmax's largest";
    return "%s, %s"
        .formatted(outputs, NumberText.count(experiment.head().parameterCount(), "parameter"));
  }

  private String augmentations() {
    return experiment.augmentations().isEmpty()
        ? "none"
        : experiment.augmentations().stream()
            .map(NamedAugmentation::name)
            .map(name -> name.substring(name.indexOf(':') + 1))
            .collect(Collectors.joining(", "));
  }

  private List<String> classes() {
    long[] training = counts(experiment.data().training());
    long[] validation = counts(experiment.data().validation());
    TextTable table = new TextTable(Side.LEFT, Side.RIGHT, Side.RIGHT);
    table.row("class", "training", "validation");
    for (int i = 0; i < Math.min(training.length, MOST_CLASSES); i++) {
      table.row(
          experiment.data().labels().name(i),
          NumberText.count(training[i]),
          NumberText.count(validation[i]));
    }
    List<String> lines = new ArrayList<>(table.lines());
    if (training.length > MOST_CLASSES) {
      lines.add("and %d more classes".formatted(training.length - MOST_CLASSES));
    }
    return lines;
  }

  private long[] counts(List<Example> examples) {
    long[] counts = new long[experiment.data().labels().count()];
    examples.forEach(example -> counts[example.label()]++);
    return counts;
  }
}
