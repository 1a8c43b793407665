package dev.graft.tensorflow;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A layer's parameters as variables while it is trained; collects what it wants to remember. */
final class TrainingVariables implements Variables<Operand<TFloat32>> {
  private final Node node;
  private final VariableStore parameters;
  private final DropoutMasks masks;
  private final Map<ResourceVariable, Operand<TFloat32>> statistics;

  /**
   * What one layer owns.
   *
   * @param statistics receives the new values of statistics
   */
  TrainingVariables(
      Node node,
      VariableStore parameters,
      DropoutMasks masks,
      Map<ResourceVariable, Operand<TFloat32>> statistics) {
    this.node = node;
    this.parameters = parameters;
    this.masks = masks;
    this.statistics = statistics;
  }

  /** Where the new values of statistics are collected. */
  static Map<ResourceVariable, Operand<TFloat32>> newStatistics() {
    return new LinkedHashMap<>();
  }

  @Override
  public Operand<TFloat32> get(String parameter) {
    return parameters.get(Weights.key(node.name(), parameter)).value();
  }

  @Override
  public void assign(String parameter, Operand<TFloat32> value) {
    String key = Weights.key(node.name(), parameter);
    boolean statistic =
        node.parameters().stream()
            .filter(declared -> !declared.trainable())
            .map(Parameter::name)
            .anyMatch(parameter::equals);
    if (!statistic) {
      throw new IllegalArgumentException(key + " is no statistic that a layer may assign");
    }
    if (statistics.put(parameters.get(key), value) != null) {
      throw new IllegalStateException(key + " is assigned twice");
    }
  }

  @Override
  public Operand<TFloat32> dropoutMask(double rate, Shape exampleShape) {
    return masks.add(node.name(), rate, exampleShape);
  }
}
