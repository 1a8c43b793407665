package dev.graft.cli;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.architecture.Stages;
import dev.graft.api.experiment.Experiment;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The stages of the backbone and the head: which phases train them, and at which share of the
 * learning rate.
 */
final class StageTable {
  private final Experiment experiment;
  private final List<PhaseView> phases;
  private final Architecture network;

  /**
   * The phases with one set of factors of the learning rate, by these factors; none where all 1.
   */
  private final Map<Map<String, Double>, List<Integer>> factors = new LinkedHashMap<>();

  StageTable(Experiment experiment, List<PhaseView> phases) {
    this.experiment = experiment;
    this.phases = phases;
    this.network = experiment.network();
    for (PhaseView view : phases) {
      if (!view.factors().isEmpty()) {
        factors.computeIfAbsent(view.factors(), key -> new ArrayList<>()).add(view.number());
      }
    }
  }

  /**
   * The lines, heading included. Where they would be too wide, the numbers of parameters are left
   * out.
   *
   * @param width most characters of a line, if possible
   */
  List<String> lines(int width) {
    TextTable table = table(true);
    return (table.width() > width ? table(false) : table).lines();
  }

  private TextTable table(boolean parameters) {
    List<Side> sides = new ArrayList<>(List.of(Side.LEFT, Side.RIGHT, Side.LEFT));
    List<String> heading = new ArrayList<>(List.of("Stage", "Layers", "Up to"));
    if (parameters) {
      sides.add(Side.RIGHT);
      heading.add("Param #");
    }
    sides.add(Side.LEFT);
    heading.add("Phases");
    factors
        .values()
        .forEach(
            in -> {
              sides.add(Side.RIGHT);
              heading.add("Rate " + PhaseView.numbers(in));
            });
    TextTable table = new TextTable(sides.toArray(Side[]::new)).row(heading);
    LayerNumbers numbers = new LayerNumbers(experiment.backbone());
    for (Stages.Stage stage : Stages.of(experiment.backbone())) {
      String range = numbers.range(stage.layers());
      table.row(row(stage.name(), range, stage.layers(), parameters));
    }
    return table.row(row("head", "", experiment.head().layerNames(), parameters));
  }

  private List<String> row(String name, String range, List<String> layers, boolean parameters) {
    List<Node> nodes = layers.stream().map(network::node).toList();
    List<String> row = new ArrayList<>();
    row.add(name);
    row.add(range);
    row.add(layers.isEmpty() ? "" : layers.get(layers.size() - 1));
    if (parameters) {
      row.add(NumberText.count(nodes.stream().mapToLong(Node::parameterCount).sum()));
    }
    row.add(trained(nodes));
    factors.keySet().forEach(each -> row.add(factor(nodes, each)));
    return row;
  }

  /** Numbers of the phases that train it, or a part of it. */
  private String trained(List<Node> nodes) {
    List<Node> trainable =
        nodes.stream().filter(node -> node.trainableParameterCount() > 0).toList();
    if (trainable.isEmpty()) {
      return "-";
    }
    List<Integer> in = new ArrayList<>();
    List<Integer> inPart = new ArrayList<>();
    for (PhaseView view : phases) {
      long frozen = trainable.stream().filter(node -> view.frozen().contains(node.name())).count();
      if (frozen == 0) {
        in.add(view.number());
      } else if (frozen < trainable.size()) {
        inPart.add(view.number());
      }
    }
    if (in.isEmpty() && inPart.isEmpty()) {
      return "frozen";
    }
    String whole = PhaseView.numbers(in);
    String parts = inPart.isEmpty() ? "" : PhaseView.numbers(inPart) + " in part";
    return whole + (whole.isEmpty() || parts.isEmpty() ? "" : ", ") + parts;
  }

  private static String factor(List<Node> nodes, Map<String, Double> factors) {
    List<String> each =
        nodes.stream()
            .filter(node -> node.trainableParameterCount() > 0)
            .map(node -> NumberText.small(factors.getOrDefault(node.name(), 1.0)))
            .distinct()
            .toList();
    if (each.isEmpty()) {
      return "-";
    }
    return each.size() == 1 ? each.get(0) : each.get(0) + " to " + each.get(each.size() - 1);
  }
}
