package dev.graft.api.engine;

import dev.graft.api.Evolving;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Parameter;
import dev.graft.api.layer.Variables;
import dev.graft.api.weights.Weights;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A layer's parameters while it is trained; collects the statistics it wants to remember.
 *
 * @param <T> the engine's tensor
 * @since 0.1
 */
@Evolving
public final class TrainingVariables<T> implements Variables<T> {
  /**
   * Where dropout masks come from.
   *
   * @param <T> the engine's tensor
   */
  @FunctionalInterface
  public interface Masks<T> {
    /** The mask of a layer for the batch at hand. */
    T mask(String layer, double rate, Shape exampleShape);
  }

  private final Node node;
  private final Function<String, T> parameters;
  private final Masks<T> masks;
  private final BiConsumer<String, T> statistics;
  private final Set<String> assigned = new HashSet<>();
  private boolean masked;

  /**
   * What one layer owns during one pass.
   *
   * @param parameters the value of a parameter, by {@code layer/parameter}
   * @param statistics receives the new values of statistics, by {@code layer/parameter}
   */
  public TrainingVariables(
      Node node, Function<String, T> parameters, Masks<T> masks, BiConsumer<String, T> statistics) {
    this.node = node;
    this.parameters = parameters;
    this.masks = masks;
    this.statistics = statistics;
  }

  @Override
  public T get(String parameter) {
    InferenceVariables.requireDeclared(node, parameter);
    return parameters.apply(Weights.key(node.name(), parameter));
  }

  @Override
  public void assign(String parameter, T value) {
    String key = Weights.key(node.name(), parameter);
    boolean statistic =
        node.parameters().stream()
            .filter(declared -> !declared.trainable())
            .map(Parameter::name)
            .anyMatch(parameter::equals);
    if (!statistic) {
      throw new IllegalArgumentException(key + " is no statistic that a layer may assign");
    }
    if (!assigned.add(key)) {
      throw new IllegalStateException(key + " is assigned twice");
    }
    statistics.accept(key, value);
  }

  @Override
  public T dropoutMask(double rate, Shape exampleShape) {
    if (masked) {
      throw new IllegalStateException("layer '" + node.name() + "' asks for two dropout masks");
    }
    masked = true;
    return masks.mask(node.name(), rate, exampleShape);
  }
}
