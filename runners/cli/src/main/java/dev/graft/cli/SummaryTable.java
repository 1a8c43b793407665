package dev.graft.cli;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as Keras's {@code model.summary()} prints it: each layer with its type, output shape
 * (the batch is {@code None}), number of parameters and the layers it takes; and what each phase of
 * training does to it. The totals are Keras's, a frozen layer's parameters counting as
 * non-trainable.
 */
final class SummaryTable {
  private static final int BYTES_OF_A_PARAMETER = 4;

  private final Architecture network;
  private final Map<String, Set<String>> frozenByPhase;

  /**
   * Makes a summary.
   *
   * @param network the whole network
   * @param frozenByPhase the names of the layers frozen in each phase, in the order of the phases;
   *     empty for a network that is not trained
   */
  SummaryTable(Architecture network, Map<String, Set<String>> frozenByPhase) {
    this.network = network;
    this.frozenByPhase = new LinkedHashMap<>(frozenByPhase);
  }

  /** The lines, from the network's name to the totals. */
  List<String> lines() {
    TextTable table = table();
    int width = table.width();
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    lines.add("Model: \"" + network.name() + "\"");
    lines.add("_".repeat(width));
    lines.add(rows.get(0));
    lines.add("=".repeat(width));
    lines.addAll(rows.subList(1, rows.size()));
    lines.add("=".repeat(width));
    Set<String> frozen =
        frozenByPhase.isEmpty() ? Set.of() : frozenByPhase.values().iterator().next();
    lines.addAll(totals(network, frozen));
    return lines;
  }

  /**
   * Keras's three lines.
   *
   * @param frozen names of the frozen layers
   */
  static List<String> totals(Architecture network, Set<String> frozen) {
    long total = network.parameterCount();
    long trainable = trainable(network, frozen);
    return List.of(
        total("Total params", total),
        total("Trainable params", trainable),
        total("Non-trainable params", total - trainable));
  }

  /** Number of the elements that the optimizer changes. */
  static long trainable(Architecture network, Set<String> frozen) {
    return network.nodes().stream()
        .filter(node -> !frozen.contains(node.name()))
        .mapToLong(Node::trainableParameterCount)
        .sum();
  }

  private static String total(String what, long count) {
    return "%s: %s (%s)"
        .formatted(what, NumberText.count(count), NumberText.bytes(BYTES_OF_A_PARAMETER * count));
  }

  private TextTable table() {
    List<Side> sides = new ArrayList<>(List.of(Side.LEFT, Side.LEFT, Side.RIGHT, Side.LEFT));
    List<String> heading =
        new ArrayList<>(List.of("Layer (type)", "Output Shape", "Param #", "Connected to"));
    frozenByPhase
        .keySet()
        .forEach(
            phase -> {
              sides.add(Side.LEFT);
              heading.add("In " + phase);
            });
    TextTable table = new TextTable(sides.toArray(Side[]::new)).row(heading);
    if (!network.contains(network.input().name())) {
      table.row(
          row(network.input().name(), "InputLayer", network.input().shape(), 0, List.of(), null));
    }
    for (Node node : network.nodes()) {
      table.row(
          row(
              node.name(),
              type(node),
              node.outputShape(),
              node.parameterCount(),
              node.inputs(),
              node));
    }
    return table;
  }

  private List<String> row(
      String name, String type, Shape shape, long parameters, List<String> inputs, Node node) {
    List<String> cells = new ArrayList<>();
    cells.add(name + " (" + type + ")");
    cells.add(withBatch(shape));
    cells.add(NumberText.count(parameters));
    cells.add(inputs.isEmpty() ? "-" : String.join(", ", inputs));
    frozenByPhase.values().forEach(frozen -> cells.add(state(node, frozen)));
    return cells;
  }

  private static String state(Node node, Set<String> frozen) {
    if (node == null || node.parameters().isEmpty()) {
      return "-";
    }
    return frozen.contains(node.name()) ? "frozen" : "trained";
  }

  /** The class's name as Keras has it; ours of the activation ends in Layer. */
  private static String type(Node node) {
    String name = node.layer().getClass().getSimpleName();
    return name.endsWith("Layer") ? name.substring(0, name.length() - "Layer".length()) : name;
  }

  /** A shape with the batch before it: {@code (None, 26, 26, 32)}. */
  static String withBatch(Shape shape) {
    StringBuilder text = new StringBuilder("(None");
    Arrays.stream(shape.dimensions()).forEach(size -> text.append(", ").append(size));
    return text.append(')').toString();
  }
}
