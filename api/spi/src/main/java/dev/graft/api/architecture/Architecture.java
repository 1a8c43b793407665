package dev.graft.api.architecture;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Parameter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A network as data: named layers in order, each after those it takes, with one input and one
 * output. Shapes and parameter counts are known without any engine. Immutable.
 *
 * @since 0.1
 */
@Stable
public final class Architecture {
  private final String name;
  private final Input input;
  private final Map<String, Node> nodes;
  private final String output;
  private final Origin origin;

  private Architecture(
      String name, Input input, Map<String, Node> nodes, String output, Origin origin) {
    this.name = name;
    this.input = input;
    this.nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    this.output = output;
    this.origin = origin;
  }

  /**
   * Starts a network.
   *
   * @param name name of the network, for people
   * @param input what it is fed
   */
  public static Builder builder(String name, Input input) {
    return new Builder(name, input);
  }

  /** Name of the network, for people. */
  public String name() {
    return name;
  }

  /** What it is fed. */
  public Input input() {
    return input;
  }

  /**
   * Which published weights are right for it. Says nothing of what it computes, so networks of
   * other origins may be equal.
   */
  public Origin origin() {
    return origin;
  }

  /** The layers in order, each after those it takes. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The layers' names in order. */
  public List<String> layerNames() {
    return List.copyOf(nodes.keySet());
  }

  /**
   * Number of layers as Keras counts them in {@code model.layers}: the input, and the {@linkplain
   * Node#counted counted} ones.
   */
  public int countedLayers() {
    return 1 + (int) nodes.values().stream().filter(Node::counted).count();
  }

  /** Whether there is a layer of that name. */
  public boolean contains(String layer) {
    return nodes.containsKey(layer);
  }

  /**
   * The layer of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Node node(String layer) {
    Node node = nodes.get(layer);
    if (node == null) {
      throw new IllegalArgumentException("network '" + name + "' has no layer '" + layer + "'");
    }
    return node;
  }

  /** Name of the layer (or of the input, in a network without layers) that gives the output. */
  public String output() {
    return output;
  }

  /** Shape of one example's output. */
  public Shape outputShape() {
    return shapeOf(output);
  }

  /** Number of all parameters' elements. */
  public long parameterCount() {
    return nodes.values().stream().mapToLong(Node::parameterCount).sum();
  }

  /** Multiply-adds of all kernels for one example. */
  public long multiplyAdds() {
    return nodes.values().stream().mapToLong(Node::multiplyAdds).sum();
  }

  /** Number of the trainable parameters' elements, if no layer is frozen. */
  public long trainableParameterCount() {
    return nodes.values().stream().mapToLong(Node::trainableParameterCount).sum();
  }

  /**
   * This network with another on top: the other's input is this one's output. The whole is of this
   * one's origin.
   *
   * @param name name of the whole
   * @throws IllegalArgumentException if the shapes differ or both have a layer of one name
   */
  public Architecture then(String name, Architecture top) {
    if (!top.input.shape().equals(outputShape())) {
      throw new IllegalArgumentException(
          "'%s' gives %s, but '%s' takes %s"
              .formatted(this.name, outputShape(), top.name, top.input.shape()));
    }
    Builder whole = builder(name, input).origin(origin);
    nodes.values().forEach(node -> whole.add(node, node.inputs()));
    for (Node node : top.nodes.values()) {
      List<String> inputs =
          node.inputs().stream()
              .map(from -> from.equals(top.input.name()) ? output : from)
              .toList();
      whole.add(node, inputs);
    }
    return whole.build(top.output.equals(top.input.name()) ? output : top.output);
  }

  /**
   * The part of this network that computes one layer's output; layers it does not need are left
   * out.
   */
  public Architecture upTo(String layer) {
    Set<String> needed = new HashSet<>();
    needed.add(node(layer).name());
    List<Node> backwards = new ArrayList<>(nodes.values());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      if (needed.contains(node.name())) {
        needed.addAll(node.inputs());
      }
    }
    Builder part = builder(name, input).origin(origin);
    for (Node node : nodes.values()) {
      if (needed.contains(node.name())) {
        part.add(node, node.inputs());
      }
    }
    return part.build(layer);
  }

  /**
   * The part of this network that computes its output from one layer's output, which becomes its
   * input under the layer's name.
   *
   * @throws IllegalArgumentException if another tensor crosses the cut
   */
  public Architecture after(String layer) {
    Builder part =
        builder(name, new Input(layer, node(layer).outputShape(), Input.ElementType.FLOAT32))
            .origin(origin);
    Set<String> below = new HashSet<>(upTo(layer).nodes.keySet());
    for (Node node : nodes.values()) {
      if (!below.contains(node.name())) {
        part.add(node, node.inputs());
      }
    }
    return part.build(output);
  }

  /** The same network with another name. */
  public Architecture named(String other) {
    return new Architecture(other, input, nodes, output, origin);
  }

  Shape shapeOf(String source) {
    return source.equals(input.name()) && !nodes.containsKey(source)
        ? input.shape()
        : node(source).outputShape();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Architecture that
        && name.equals(that.name)
        && input.equals(that.input)
        && output.equals(that.output)
        && nodes().equals(that.nodes());
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + nodes.hashCode();
  }

  @Override
  public String toString() {
    return "Architecture[" + name + ", " + nodes.size() + " layers]";
  }

  /** Puts a network together, layer by layer. */
  public static final class Builder {
    private final String name;
    private final Input input;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private String last;
    private Origin origin = Origin.keras();

    private Builder(String name, Input input) {
      this.name = name;
      this.input = input;
      this.last = input.name();
    }

    /** Says which published weights are right for the network; Keras's unless told. */
    public Builder origin(Origin published) {
      this.origin = published;
      return this;
    }

    /** Name of the network's input. */
    public String input() {
      return input.name();
    }

    /** Name of the layer added last, or of the input. */
    public String last() {
      return last;
    }

    /** Shape of one example of a layer's output, or of the input. */
    public Shape shape(String source) {
      if (source.equals(input.name())) {
        return input.shape();
      }
      Node node = nodes.get(source);
      if (node == null) {
        throw new IllegalArgumentException(
            "network '%s' has no layer '%s' so far".formatted(name, source));
      }
      return node.outputShape();
    }

    /** Adds a layer on top of the one added last. */
    public String add(String layerName, Layer layer) {
      return add(layerName, layer, List.of(last));
    }

    /** Adds a layer on top of others. */
    public String add(String layerName, Layer layer, String... inputs) {
      return add(layerName, layer, List.of(inputs));
    }

    /**
     * Adds a layer on top of others.
     *
     * @return the layer's name
     * @throws IllegalArgumentException if the name is taken, an input is not there, or the layer
     *     cannot take such inputs; naming the layer
     */
    public String add(String layerName, Layer layer, Collection<String> inputs) {
      return add(layerName, layer, inputs, true);
    }

    /**
     * Adds a layer on top of the one added last that Keras's model of the same network does not
     * have among its layers, such as preprocessing: see {@link Node#counted}.
     */
    public String addUncounted(String layerName, Layer layer) {
      return add(layerName, layer, List.of(last), false);
    }

    /** Adds such a layer on top of others. */
    public String addUncounted(String layerName, Layer layer, Collection<String> inputs) {
      return add(layerName, layer, inputs, false);
    }

    /** Adds a layer of another network, counted as there, on top of others. */
    public String add(Node node, Collection<String> inputs) {
      return add(node.name(), node.layer(), inputs, node.counted());
    }

    private String add(String layerName, Layer layer, Collection<String> inputs, boolean counted) {
      if (layerName.isBlank() || layerName.equals(input.name()) || nodes.containsKey(layerName)) {
        throw new IllegalArgumentException(
            "layer '%s': the name is blank or taken in network '%s'".formatted(layerName, name));
      }
      List<Shape> shapes = inputs.stream().map(this::shape).toList();
      Shape outputShape;
      List<Parameter> parameters;
      try {
        outputShape = layer.outputShape(shapes);
        parameters = layer.parameters(shapes);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("layer '" + layerName + "': " + e.getMessage(), e);
      }
      nodes.put(
          layerName,
          new Node(
              layerName, layer, List.copyOf(inputs), shapes, outputShape, parameters, counted));
      last = layerName;
      return layerName;
    }

    /** The network whose output is that of the layer added last. */
    public Architecture build() {
      return build(last);
    }

    /** The network whose output is that of a layer. */
    public Architecture build(String output) {
      shape(output);
      return new Architecture(name, input, nodes, output, origin);
    }
  }
}
