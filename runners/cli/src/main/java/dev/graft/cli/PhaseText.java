package dev.graft.cli;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Cut;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.experiment.Phase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The phases of an experiment in words: what each trains, what it keeps, where it cuts. */
final class PhaseText {
  private PhaseText() {}

  /** Names of the frozen layers, by the name of the phase; numbered where two have one name. */
  static Map<String, Set<String>> frozen(Experiment experiment) {
    Map<String, Set<String>> frozen = new LinkedHashMap<>();
    for (Phase phase : experiment.phases()) {
      String name = phase.name();
      for (int number = 2; frozen.containsKey(name); number++) {
        name = phase.name() + " " + number;
      }
      frozen.put(name, phase.freeze().frozenLayers(experiment.backbone()));
    }
    return frozen;
  }

  /** How long, and how: {@code 10 epochs of 9 steps, batch size 32, learning rate 0.001}. */
  static String work(Experiment experiment, Phase phase) {
    return "%s%s, batch size %d, %s, learning rate %s"
        .formatted(
            NumberText.count(phase.epochs(), "epoch"),
            steps(experiment, phase),
            phase.batchSize(),
            phase.optimizer().getClass().getSimpleName().toLowerCase(Locale.ROOT),
            NumberText.small(phase.optimizer().learningRate()));
  }

  private static String steps(Experiment experiment, Phase phase) {
    int examples = experiment.data().training().size();
    int steps = (examples + phase.batchSize() - 1) / phase.batchSize();
    return steps == 0 ? "" : " of " + NumberText.count(steps, "step");
  }

  /** What is trained and what is kept: {@code trains 1,281 of 411,489 parameters; …}. */
  static String trained(Architecture network, Set<String> frozen) {
    long total = network.parameterCount();
    long trained = SummaryTable.trainable(network, frozen);
    return "trains %s of %s"
            .formatted(NumberText.count(trained), NumberText.count(total, "parameter"))
        + "; "
        + cut(network, frozen);
  }

  private static String cut(Architecture network, Set<String> frozen) {
    List<String> layers =
        network.nodes().stream()
            .filter(node -> frozen.contains(node.name()) && !node.parameters().isEmpty())
            .map(node -> node.name())
            .toList();
    if (layers.isEmpty()) {
      return "no layer is frozen";
    }
    String frozenLayers =
        "%s frozen up to '%s'"
            .formatted(
                layers.size() == 1 ? "1 layer is" : layers.size() + " layers are",
                layers.get(layers.size() - 1));
    return Cut.at(network, frozen)
        .prefix()
        .map(
            prefix ->
                "%s; cut after '%s', which gives %s"
                    .formatted(
                        frozenLayers,
                        prefix.output(),
                        SummaryTable.withBatch(prefix.outputShape())))
        .orElse(frozenLayers);
  }
}
