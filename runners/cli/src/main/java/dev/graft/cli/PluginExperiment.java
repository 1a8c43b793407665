package dev.graft.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The experiment of a new plugin: that of the example, with Graft's own components in place of
 * those that the plugin does not bring.
 */
final class PluginExperiment {
  private static final List<String> LAYERS_WITH_THE_GATE =
      List.of(
          "backbone:",
          "  type: sequential",
          "  layers:",
          "    - {type: conv2d, filters: 8, kernel_size: 3, activation: relu}",
          "    - {type: example_gate, scale: 4}",
          "    - {type: max_pooling2d}",
          "    - {type: conv2d, filters: 16, kernel_size: 3, activation: relu}",
          "    - {type: max_pooling2d}");

  private final Set<PluginPart> parts;

  PluginExperiment(Set<PluginPart> parts) {
    this.parts = parts;
  }

  /** The file, made of the example's. */
  String of(String example) {
    List<String> lines = new ArrayList<>();
    example.lines().forEach(line -> lines.addAll(inPlaceOf(line)));
    return String.join("\n", lines) + "\n";
  }

  private List<String> inPlaceOf(String line) {
    if (line.startsWith("backbone:") && !parts.contains(PluginPart.BACKBONE)) {
      return LAYERS_WITH_THE_GATE.stream()
          .filter(one -> !one.contains("example_gate") || parts.contains(PluginPart.LAYER))
          .toList();
    }
    if (line.startsWith("head:") && !parts.contains(PluginPart.HEAD)) {
      return List.of("head: {type: softmax}");
    }
    boolean without =
        isOf(line, "loss:", PluginPart.LOSS)
            || isOf(line, "metrics:", PluginPart.METRIC)
            || isOf(line, "listeners:", PluginPart.LISTENER)
            || isOf(line, "  - {type: example_brightness", PluginPart.AUGMENTATION);
    return without ? List.of() : List.of(line);
  }

  /** Whether a line is of a part that the plugin does not bring. */
  private boolean isOf(String line, String beginning, PluginPart part) {
    return line.startsWith(beginning) && !parts.contains(part);
  }
}
