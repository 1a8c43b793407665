package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Variables;
import dev.graft.api.weights.Weights;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer's parameters as variables while it is frozen or evaluated: only read. */
final class InferenceVariables implements Variables<Operand<TFloat32>> {
  private final Node node;
  private final VariableStore parameters;

  InferenceVariables(Node node, VariableStore parameters) {
    this.node = node;
    this.parameters = parameters;
  }

  @Override
  public Operand<TFloat32> get(String parameter) {
    return parameters.get(Weights.key(node.name(), parameter)).value();
  }

  @Override
  public void assign(String parameter, Operand<TFloat32> value) {
    throw new IllegalStateException(
        "layer '%s' assigns %s in inference mode".formatted(node.name(), parameter));
  }

  @Override
  public Operand<TFloat32> dropoutMask(double rate, Shape exampleShape) {
    throw new IllegalStateException(
        "layer '" + node.name() + "' asks for a dropout mask in inference mode");
  }
}
