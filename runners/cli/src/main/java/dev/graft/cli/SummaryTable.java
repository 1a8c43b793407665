package dev.graft.cli;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.cli.TextTable.Side;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A network as Keras's {@code model.summary()} prints it: each layer with its type, output shape
 * (the batch is {@code None}), number of parameters and the layers it takes; the number that {@code
 * freeze: {layers: N}} counts by; and which phases of training change it. The totals are Keras's, a
 * frozen layer's parameters counting as non-trainable.
 */
final class SummaryTable {
  private static final int BYTES_OF_A_PARAMETER = 4;
  private static final String TYPE_BELOW = "   ";

  private final Architecture network;
  private final LayerNumbers numbers;
  private final List<PhaseView> phases;

  /**
   * Makes a summary.
   *
   * @param network the whole network
   * @param numbers of its layers
   * @param phases of its training; empty for a network that is not trained
   */
  SummaryTable(Architecture network, LayerNumbers numbers, List<PhaseView> phases) {
    this.network = network;
    this.numbers = numbers;
    this.phases = List.copyOf(phases);
  }

  /**
   * The lines, from the network's name to the totals. Where they would be too wide, first the
   * layers that each takes are left out, then the types go below the names.
   *
   * @param width most characters of a line, if possible
   */
  List<String> lines(int width) {
    TextTable table = table(true, Integer.MAX_VALUE);
    if (table.width() > width) {
      table = table(false, Integer.MAX_VALUE);
    }
    if (table.width() > width) {
      table = table(false, Math.max(longest(1) - (table.width() - width), longest(2)));
    }
    int drawn = table.width();
    List<String> rows = table.lines();
    List<String> lines = new ArrayList<>();
    lines.add("Model: \"" + network.name() + "\"");
    lines.add("_".repeat(drawn));
    lines.add(rows.get(0));
    lines.add("=".repeat(drawn));
    lines.addAll(rows.subList(1, rows.size()));
    lines.add("=".repeat(drawn));
    lines.addAll(totals(network, phases.isEmpty() ? Set.of() : phases.get(0).frozen()));
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

  /**
   * The table.
   *
   * @param connections whether the layers that each takes are told
   * @param widest most characters of a layer's name and type in one line
   */
  private TextTable table(boolean connections, int widest) {
    List<Side> sides = new ArrayList<>(List.of(Side.RIGHT, Side.LEFT, Side.LEFT, Side.RIGHT));
    List<String> heading = new ArrayList<>(List.of("#", "Layer (type)", "Output Shape", "Param #"));
    if (!phases.isEmpty()) {
      sides.add(Side.LEFT);
      heading.add(phases.size() == 1 ? "In " + phases.get(0).phase().name() : "Trained in");
    }
    if (connections) {
      sides.add(Side.LEFT);
      heading.add("Connected to");
    }
    TextTable table = new TextTable(sides.toArray(Side[]::new)).row(heading);
    String input = network.input().name();
    if (!network.contains(input)) {
      add(
          table,
          connections,
          widest,
          input,
          "InputLayer",
          network.input().shape(),
          Optional.empty());
    }
    for (Node node : network.nodes()) {
      add(
          table,
          connections,
          widest,
          node.name(),
          type(node),
          node.outputShape(),
          Optional.of(node));
    }
    return table;
  }

  private void add(
      TextTable table,
      boolean connections,
      int widest,
      String name,
      String type,
      Shape shape,
      Optional<Node> node) {
    String whole = name + " (" + type + ")";
    boolean fits = whole.length() <= widest;
    List<String> cells = new ArrayList<>();
    cells.add(numbers.text(name));
    cells.add(fits ? whole : name);
    cells.add(withBatch(shape));
    cells.add(NumberText.count(node.map(Node::parameterCount).orElse(0L)));
    if (!phases.isEmpty()) {
      cells.add(node.map(this::state).orElse("-"));
    }
    if (connections) {
      cells.add(node.map(one -> String.join(", ", one.inputs())).orElse("-"));
    }
    table.row(cells);
    if (!fits) {
      List<String> below = new ArrayList<>(Collections.nCopies(cells.size(), ""));
      below.set(1, TYPE_BELOW + "(" + type + ")");
      table.row(below);
    }
  }

  /** Which phases train a layer. */
  private String state(Node node) {
    if (node.parameterCount() == 0) {
      return "-";
    }
    List<Integer> trainedIn =
        phases.stream()
            .filter(view -> !view.frozen().contains(node.name()))
            .map(PhaseView::number)
            .toList();
    if (trainedIn.isEmpty()) {
      return "frozen";
    }
    return phases.size() == 1 ? "trained" : PhaseView.numbers(trainedIn);
  }

  /** The longest text of a layer if name and type stand in one line, or in two. */
  private int longest(int lines) {
    return network.nodes().stream()
        .mapToInt(
            node -> {
              int type = type(node).length() + "()".length();
              return lines == 1
                  ? node.name().length() + 1 + type
                  : Math.max(node.name().length(), TYPE_BELOW.length() + type);
            })
        .max()
        .orElse(0);
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
