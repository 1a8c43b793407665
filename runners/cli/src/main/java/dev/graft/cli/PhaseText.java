package dev.graft.cli;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.Stages;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.assembly.components.Components;
import java.util.ArrayList;
import java.util.List;

/** The phases of an experiment in words: what each trains, what it keeps, where it cuts. */
final class PhaseText {
  private final Experiment experiment;
  private final Architecture network;
  private final LayerNumbers numbers;
  private final Components components;

  /**
   * Makes the text.
   *
   * @param components what experiments call optimizers and schedules
   */
  PhaseText(Experiment experiment, Components components) {
    this.experiment = experiment;
    this.network = experiment.network();
    this.components = components;
    this.numbers = new LayerNumbers(experiment.backbone());
  }

  /** How long, and how: {@code 10 epochs of 9 steps, batch size 32, adam, learning rate 0.001}. */
  String work(Phase phase) {
    return "%s%s, batch size %d, %s, learning rate %s"
            .formatted(
                NumberText.count(phase.epochs(), "epoch"),
                steps(phase),
                phase.batchSize(),
                words(Optimizer.class, phase.optimizer()),
                learningRate(phase))
        + (phase.cachedVariants().isPresent()
            ? ", "
                + NumberText.count(phase.cachedVariants().getAsInt(), "version")
                + " of each picture"
            : "");
  }

  private String steps(Phase phase) {
    int examples = experiment.data().training().size();
    return examples == 0 ? "" : " of " + NumberText.count(phase.stepsPerEpoch(examples), "step");
  }

  /** {@code 0.001}, or {@code 0.001 to 1.0e-05 by cosine decay}. */
  private String learningRate(Phase phase) {
    if (phase.schedule().isEmpty()) {
      return NumberText.small(phase.learningRate());
    }
    int examples = experiment.data().training().size();
    String how = words(LearningRateSchedule.class, phase.schedule().get());
    if (examples == 0) {
      return NumberText.small(phase.learningRate()) + ", " + how;
    }
    LearningRates rates = phase.learningRates(examples);
    double first = rates.at(0);
    double last = rates.at((long) phase.stepsPerEpoch(examples) * phase.epochs() - 1);
    return first == last
        ? NumberText.small(first) + ", " + how
        : "%s to %s, %s".formatted(NumberText.small(first), NumberText.small(last), how);
  }

  /** A component's name in words: {@code cosine decay}. */
  private <K> String words(Class<K> kind, K component) {
    return components.nameOf(kind, component).replace('_', ' ');
  }

  /** What is frozen, what is trained, at what rates, and where the cut lies; a line for each. */
  List<String> facts(PhaseView view) {
    List<String> facts = new ArrayList<>();
    facts.add(trained(view) + "; " + frozen(view));
    if (!view.phase().inferenceLayers(experiment.backbone()).isEmpty()) {
      facts.add("batch normalisation keeps its statistics");
    }
    if (!view.factors().isEmpty()) {
      facts.add(rates(view));
    }
    facts.add(features(view));
    return facts;
  }

  private String trained(PhaseView view) {
    return "trains %s of %s"
        .formatted(
            NumberText.count(SummaryTable.trainable(network, view.frozen())),
            NumberText.count(network.parameterCount(), "parameter"));
  }

  private String frozen(PhaseView view) {
    List<Node> frozen =
        network.nodes().stream().filter(node -> view.frozen().contains(node.name())).toList();
    long parameters = frozen.stream().mapToLong(Node::parameterCount).sum();
    return parameters == 0
        ? "no layer is frozen"
        : "frozen up to %s, %s"
            .formatted(
                named(frozen.get(frozen.size() - 1).name()),
                NumberText.count(parameters, "parameter"));
  }

  /** {@code 'block_12_add' (layer 116)}. */
  private String named(String layer) {
    String number = numbers.text(layer);
    return "'" + layer + "'" + (number.isEmpty() ? "" : " (layer " + number + ")");
  }

  private String rates(PhaseView view) {
    double least = 1;
    double most = 0;
    for (Stages.Stage stage : Stages.of(experiment.backbone())) {
      for (String layer : stage.layers()) {
        if (!view.frozen().contains(layer) && network.node(layer).trainableParameterCount() > 0) {
          least = Math.min(least, view.factor(layer));
          most = Math.max(most, view.factor(layer));
        }
      }
    }
    if (most == 0) {
      return "learning rate times 1 in the head; all that has another factor is frozen";
    }
    return least == most
        ? "learning rate times %s in the backbone, 1 in the head".formatted(NumberText.small(least))
        : "learning rate times %s to %s in the backbone, 1 in the head"
            .formatted(NumberText.small(least), NumberText.small(most));
  }

  private String features(PhaseView view) {
    if (view.cut().prefix().isEmpty()) {
      return "no features: nothing is frozen from the input on, so all layers run in each epoch";
    }
    Architecture prefix = view.cut().prefix().get();
    Shape shape = prefix.outputShape();
    return "features are what %s gives, %s, %s a picture: the layers up to it run %s"
        .formatted(
            named(prefix.output()),
            SummaryTable.withBatch(shape),
            NumberText.bytes(Float.BYTES * shape.size()),
            howOften(view.phase()));
  }

  private String howOften(Phase phase) {
    if (experiment.augmentations().isEmpty()) {
      return "once for each picture";
    }
    return phase.cachedVariants().isPresent()
        ? "once for each of %d versions of a picture".formatted(phase.cachedVariants().getAsInt())
        : "in each epoch, as augmentations change the pictures";
  }
}
