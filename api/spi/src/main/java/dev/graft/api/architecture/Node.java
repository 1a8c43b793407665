package dev.graft.api.architecture;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.imported.ImportedLayer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.BrokenContractException;
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
 * @param counted whether Keras's model of the same network has it in {@code model.layers}, so that
 *     it counts in {@link Freeze.Layers}; preprocessing that Graft adds does not
 * @since 0.1
 */
@Stable
public record Node(
    String name,
    Layer layer,
    List<String> inputs,
    List<Shape> inputShapes,
    Shape outputShape,
    List<Parameter> parameters,
    boolean counted) {
  /** Copies the lists. */
  public Node {
    inputs = List.copyOf(inputs);
    inputShapes = List.copyOf(inputShapes);
    parameters = List.copyOf(parameters);
  }

  /**
   * Applies the layer.
   *
   * @param sources the tensors of {@link #inputs}, with the batch as first axis
   * @param variables what the layer owns
   * @throws BrokenContractException if the layer gives another shape than it promised
   */
  public <T> T apply(Ops<T> ops, List<T> sources, Variables<T> variables, Mode mode) {
    T output = layer.apply(ops, sources, variables, mode);
    Shape given = ops.exampleShape(output);
    if (!given.equals(outputShape)) {
      throw new BrokenContractException(
          layer, "layer '%s' promised %s, but gives %s".formatted(name, outputShape, given));
    }
    return output;
  }

  /** Number of all parameters' elements, those hidden in an imported network too. */
  public long parameterCount() {
    long hidden = layer instanceof ImportedLayer imported ? imported.hiddenParameterCount() : 0;
    return hidden + parameters.stream().mapToLong(parameter -> parameter.shape().size()).sum();
  }

  /**
   * Multiply-adds of its kernels for one example, as the literature counts them: each element is
   * used once for every place of the output. 0 for what is hidden in an imported network.
   */
  public long multiplyAdds() {
    long places = outputShape.rank() == 3 ? (long) outputShape.height() * outputShape.width() : 1;
    return parameters.stream()
        .filter(parameter -> parameter.name().endsWith("kernel"))
        .mapToLong(parameter -> places * parameter.shape().size())
        .sum();
  }

  /** Number of the trainable parameters' elements. */
  public long trainableParameterCount() {
    return parameters.stream()
        .filter(Parameter::trainable)
        .mapToLong(parameter -> parameter.shape().size())
        .sum();
  }
}
