package dev.graft.api.architecture;

import dev.graft.api.Shape;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Parameter;
import java.util.List;

/**
 * A layer in its place.
 *
 * @param name unique in its network
 * @param layer what it computes
 * @param inputs names of the nodes (or of the network's input) it takes, in order
 * @param inputShapes shape of one example of each input
 * @param outputShape shape of one example of the output
 * @param parameters its parameters, trainable ones first
 */
public record Node(
    String name,
    Layer layer,
    List<String> inputs,
    List<Shape> inputShapes,
    Shape outputShape,
    List<Parameter> parameters) {
  /** Copies the lists. */
  public Node {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
    parameters = List.copyOf(parameters);
  }

  /** Number of all parameters' elements. */
  public long parameterCount() {
    return parameters.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  /** Number of the trainable parameters' elements. */
  public long trainableParameterCount() {
    return parameters.stream()
        .filter(Parameter::trainable)
        .mapToLong(parameter -> parameter.shape().size())
        .sum();
  }
}
