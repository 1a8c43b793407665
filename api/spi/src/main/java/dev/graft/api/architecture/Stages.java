package dev.graft.api.architecture;

import dev.graft.api.Evolving;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The stages of a network: what people see as its blocks, such as MobileNetV2's {@code block_1} to
 * {@code block_16}, from the input to the output. Every layer is in one.
 *
 * <p>A stage ends only where a single tensor goes on, so that a network can be cut there. Between
 * two such places the layers' names decide ({@link BlockName}): neighbours of one block are one
 * stage. Layers that Keras has named itself, as in Inception-v3, begin a stage with each kernel.
 * What has no kernel (activations, pooling, batch normalisation) belongs to the stage below it,
 * unless its name says otherwise.
 *
 * @since 0.1
 */
@Evolving
public final class Stages {
  /**
   * A stage.
   *
   * @param name what its layers' names begin with, or the name of its last layer with a kernel
   * @param layers names of its layers, in the network's order
   */
  public record Stage(String name, List<String> layers) {
    /** Copies the list. */
    public Stage {
      layers = List.copyOf(layers);
    }

    /** Name of its last layer, whose output goes on. */
    public String last() {
      return layers.get(layers.size() - 1);
    }
  }

  /** Neighbours between two places where a single tensor goes on, and the block they are of. */
  private record Segment(List<Node> nodes, boolean trainable, boolean kernel, String block) {}

  /** A stage that grows. */
  private static final class Growing {
    private final String block;
    private final List<Node> nodes;
    private final boolean branches;

    Growing(Segment first, List<Node> before) {
      this.block = first.block();
      this.nodes = new ArrayList<>(before);
      this.branches = first.nodes().size() > 1;
      nodes.addAll(first.nodes());
    }

    Stage stage() {
      List<String> layers = nodes.stream().map(Node::name).toList();
      List<String> named =
          nodes.stream()
              .filter(node -> node.trainableParameterCount() > 0)
              .filter(node -> Objects.equals(BlockName.of(node), block))
              .map(Node::name)
              .toList();
      if (block == null && branches) {
        return new Stage(layers.get(layers.size() - 1), layers);
      }
      String common = BlockName.commonBeginning(named);
      boolean told = !common.isEmpty() && BlockName.hasNumber(common) == BlockName.hasNumber(block);
      return new Stage(told ? common : lastKernel(), layers);
    }

    private String lastKernel() {
      return nodes.stream()
          .filter(Stages::hasKernel)
          .reduce((first, second) -> second)
          .map(Node::name)
          .orElse(nodes.get(nodes.size() - 1).name());
    }
  }

  private Stages() {}

  /** The stages of a network, from the input to the output; none if it has no layer. */
  public static List<Stage> of(Architecture network) {
    List<Segment> segments = segments(network);
    List<Growing> stages = new ArrayList<>();
    List<Node> before = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      Segment segment = segments.get(i);
      Growing current = stages.isEmpty() ? null : stages.get(stages.size() - 1);
      if (begins(segment, segments.subList(i + 1, segments.size()), current)) {
        stages.add(new Growing(segment, before));
        before.clear();
      } else {
        (current == null ? before : current.nodes).addAll(segment.nodes());
      }
    }
    if (stages.isEmpty() && !before.isEmpty()) {
      List<String> layers = before.stream().map(Node::name).toList();
      return List.of(new Stage(layers.get(layers.size() - 1), layers));
    }
    return stages.stream().map(Growing::stage).toList();
  }

  private static boolean begins(Segment segment, List<Segment> later, Growing current) {
    boolean same =
        current != null && segment.block() != null && segment.block().equals(current.block);
    if (segment.kernel()) {
      return !same;
    }
    // What comes before a block's first kernel is told by its name, as in ResNet-50 V2.
    return !same
        && segment.block() != null
        && later.stream()
            .filter(Segment::kernel)
            .findFirst()
            .filter(next -> segment.block().equals(next.block()))
            .isPresent();
  }

  /** The network between places where a single tensor goes on. */
  private static List<Segment> segments(Architecture network) {
    List<Node> nodes = network.nodes();
    Map<String, Integer> lastUse = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String input : nodes.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    lastUse.put(network.output(), nodes.size());
    List<Segment> segments = new ArrayList<>();
    List<Node> open = new ArrayList<>();
    int reach = lastUse.getOrDefault(network.input().name(), 0);
    String block = null;
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      open.add(node);
      if (reach <= i) {
        Segment segment = segment(open, block);
        block = segment.trainable() ? segment.block() : block;
        segments.add(segment);
        open = new ArrayList<>();
      }
      reach = Math.max(reach, lastUse.getOrDefault(node.name(), i));
    }
    if (!open.isEmpty()) {
      segments.add(segment(open, block));
    }
    return segments;
  }

  /**
   * A segment with the block that most of its trainable layers are of, or of its layers if none is
   * trainable; of equally many that of the segment before.
   */
  private static Segment segment(List<Node> nodes, String before) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    boolean trainable = nodes.stream().anyMatch(node -> node.trainableParameterCount() > 0);
    for (Node node : nodes) {
      if (!trainable || node.trainableParameterCount() > 0) {
        counts.merge(String.valueOf(BlockName.of(node)), 1, Integer::sum);
      }
    }
    int most = counts.isEmpty() ? 0 : Collections.max(counts.values());
    List<String> leading =
        counts.keySet().stream().filter(block -> counts.get(block) == most).toList();
    String block = null;
    if (!leading.isEmpty()) {
      String chosen = leading.contains(String.valueOf(before)) ? before : leading.get(0);
      block = "null".equals(chosen) ? null : chosen;
    }
    return new Segment(
        List.copyOf(nodes), trainable, nodes.stream().anyMatch(Stages::hasKernel), block);
  }

  private static boolean hasKernel(Node node) {
    return node.parameters().stream()
        .anyMatch(parameter -> parameter.trainable() && parameter.shape().rank() > 1);
  }
}
