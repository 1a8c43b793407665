package dev.graft.api.engine;

import dev.graft.api.Shape;
import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Parameter;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.BrokenContractException;
import dev.graft.api.random.Randomness;
import dev.graft.api.weights.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is trained, and how.
 *
 * @param network the network that is trained; its output is the scores
 * @param frozenLayers names of its layers that keep weights and statistics and run in inference
 *     mode
 * @param inferenceLayers names of its layers that run in inference mode, but are trained: batch
 *     normalisation that keeps the statistics it came with, and learns its scale and offset. Keras
 *     {@code base_model(x, training=False)} with {@code base_model.trainable = True}
 * @param loss the loss; its mean over the batch is minimised
 * @param optimizer how a gradient changes a parameter
 * @param clipNorm if present, all gradients together are scaled down to this global norm (Pascanu
 *     et al. 2013; Keras {@code global_clipnorm}); above 0
 * @param randomness where dropout masks come from
 * @param rateFactors what a layer's parameters have the learning rate multiplied with, by the
 *     layer's name; above 0; 1 for layers that are not named. Whatever an optimizer does with the
 *     learning rate, decoupled weight decay too, it does with the product, as PyTorch's parameter
 *     groups
 * @since 0.1
 */
@Stable
public record TrainingProgram(
    Architecture network,
    Set<String> frozenLayers,
    Set<String> inferenceLayers,
    Loss loss,
    Optimizer optimizer,
    OptionalDouble clipNorm,
    Randomness randomness,
    Map<String, Double> rateFactors) {
  /** Copies the collections, and checks the factors. */
  public TrainingProgram {
    frozenLayers = Set.copyOf(frozenLayers);
    inferenceLayers = Set.copyOf(inferenceLayers);
    rateFactors = Map.copyOf(rateFactors);
    rateFactors.forEach(
        (layer, factor) -> {
          if (!(factor > 0 && Double.isFinite(factor))) {
            throw new IllegalArgumentException(
                "a factor of the learning rate is above 0, found %s for layer '%s'"
                    .formatted(factor, layer));
          }
        });
  }

  /** With one learning rate for all layers. */
  public TrainingProgram(
      Architecture network,
      Set<String> frozenLayers,
      Loss loss,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      Randomness randomness) {
    this(network, frozenLayers, loss, optimizer, clipNorm, randomness, Map.of());
  }

  /** With all layers that are not frozen in training mode. */
  public TrainingProgram(
      Architecture network,
      Set<String> frozenLayers,
      Loss loss,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      Randomness randomness,
      Map<String, Double> rateFactors) {
    this(network, frozenLayers, Set.of(), loss, optimizer, clipNorm, randomness, rateFactors);
  }

  /** What the learning rate is multiplied with for a parameter, by {@code layer/parameter}. */
  public double rateFactor(String key) {
    return rateFactors.getOrDefault(key.substring(0, key.lastIndexOf('/')), 1.0);
  }

  /** Whether a parameter of a layer is changed by the optimizer. */
  public boolean trains(String layer, Parameter parameter) {
    return parameter.trainable() && !frozenLayers.contains(layer);
  }

  /** Shape of every parameter that the optimizer changes, by {@code layer/parameter}, in order. */
  public Map<String, Shape> trainedShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.parameters()) {
        if (trains(node.name(), parameter)) {
          shapes.put(Weights.key(node.name(), parameter.name()), parameter.shape());
        }
      }
    }
    return shapes;
  }

  /** Shape of every slot of the optimizer, by {@code layer/parameter/slot}, in order. */
  public Map<String, Shape> slotShapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    trainedShapes()
        .forEach(
            (key, shape) -> optimizer.slots().forEach(slot -> shapes.put(key + '/' + slot, shape)));
    return shapes;
  }

  /** How a layer runs in training: frozen ones, and those that are named so, as in inference. */
  public Mode mode(Node node) {
    return frozenLayers.contains(node.name()) || inferenceLayers.contains(node.name())
        ? Mode.INFERENCE
        : Mode.TRAINING;
  }

  /**
   * Checks that examples and their targets are this network's.
   *
   * @throws IllegalArgumentException if a shape or type is another, or their numbers differ
   */
  public void require(Batch inputs, Batch.Floats targets) {
    inputs.requireFor(network.input());
    if (!targets.exampleShape().equals(network.outputShape())) {
      throw new IllegalArgumentException(
          "targets have the shape of the scores, %s, found %s"
              .formatted(network.outputShape(), targets.exampleShape()));
    }
    if (targets.count() != inputs.count()) {
      throw new IllegalArgumentException(
          "%d inputs and %d targets do not belong together"
              .formatted(inputs.count(), targets.count()));
    }
  }

  /**
   * Checks that a state is one of this program's.
   *
   * @throws dev.graft.api.problem.ProblemException if a parameter or slot has no value, or one of
   *     another shape
   * @throws IllegalArgumentException if the number of steps is negative
   */
  public void requireState(Weights weights, Weights slots, long steps) {
    if (steps < 0) {
      throw new IllegalArgumentException("a number of steps is not negative, found " + steps);
    }
    weights.requireFor(network, "restored weights");
    slots.requireAll(slotShapes(), "restored optimizer slots");
  }

  /**
   * The loss of each example.
   *
   * @throws BrokenContractException if the loss is not one value for each example
   */
  public <T> T losses(Ops<T> ops, T scores, T targets) {
    T losses = loss.of(ops, scores, targets);
    Shape each = exampleShape(ops, losses);
    if (each.rank() != 0) {
      throw new BrokenContractException(
          loss, "a loss is one value for each example, but it gives each %s".formatted(each));
    }
    return losses;
  }

  private <T> Shape exampleShape(Ops<T> ops, T losses) {
    try {
      return ops.exampleShape(losses);
    } catch (IllegalArgumentException scalar) {
      throw new BrokenContractException(
          loss, "a loss is one value for each example, but it gives one for all of them", scalar);
    }
  }
}
