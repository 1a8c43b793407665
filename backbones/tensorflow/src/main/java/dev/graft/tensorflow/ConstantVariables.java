package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Variables;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer's parameters as constants of an inference network. */
final class ConstantVariables implements Variables<Operand<TFloat32>> {
  private final Node node;
  private final Weights weights;
  private final GraphOps ops;
  private final Map<String, Operand<TFloat32>> constants = new HashMap<>();

  ConstantVariables(Node node, Weights weights, GraphOps ops) {
    this.node = node;
    this.weights = weights;
    this.ops = ops;
  }

  @Override
  public Operand<TFloat32> get(String parameter) {
    return constants.computeIfAbsent(
        parameter,
        name -> {
          FloatTensor tensor = weights.get(node.name(), name);
          return ops.constant(tensor.shape(), tensor.values());
        });
  }

  @Override
  public void assign(String parameter, Operand<TFloat32> value) {
    throw inferenceOnly();
  }

  @Override
  public Operand<TFloat32> dropoutMask(double rate, Shape exampleShape) {
    throw inferenceOnly();
  }

  private IllegalStateException inferenceOnly() {
    return new IllegalStateException(
        "layer '" + node.name() + "' asks for what there is in training only");
  }
}
