package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.weights.Weights;
import java.util.function.Function;

/**
 * A layer's parameters while it infers, is evaluated or is frozen: only read.
 *
 * @param node the layer
 * @param parameters the value of a parameter, by {@code layer/parameter}
 * @param <T> the engine's tensor
 * @since 0.1
 */
@Evolving
public record InferenceVariables<T>(Node node, Function<String, T> parameters)
    implements Variables<T> {
  @Override
  public T get(String parameter) {
    requireDeclared(node, parameter);
    return parameters.apply(Weights.key(node.name(), parameter));
  }

  static void requireDeclared(Node node, String parameter) {
    if (node.parameters().stream().map(Parameter::name).noneMatch(parameter::equals)) {
      throw new IllegalArgumentException(
          "layer '%s' declared no parameter '%s'".formatted(node.name(), parameter));
    }
  }

  @Override
  public void assign(String parameter, T value) {
    throw new IllegalStateException(
        "layer '%s' assigns %s in inference mode".formatted(node.name(), parameter));
  }

  @Override
  public T dropoutMask(double rate, Shape exampleShape) {
    throw new IllegalStateException(
        "layer '" + node.name() + "' asks for a dropout mask in inference mode");
  }
}
