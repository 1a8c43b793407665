package dev.graft.api.engine;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.loss.Loss;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.random.Randomness;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What is trained, and how.
 *
 * @param network the network that is trained; its output is the scores
 * @param frozenLayers names of its layers that keep weights and statistics and run in inference
 *     mode
 * @param loss the loss; its mean over the batch is minimised
 * @param optimizer how a gradient changes a parameter
 * @param clipNorm if present, all gradients together are scaled down to this global norm (Pascanu
 *     et al. 2013; Keras {@code global_clipnorm}); above 0
 * @param randomness where dropout masks come from
 */
public record TrainingProgram(
    Architecture network,
    Set<String> frozenLayers,
    Loss loss,
    Optimizer optimizer,
    OptionalDouble clipNorm,
    Randomness randomness) {
  /** Copies the set. */
  public TrainingProgram {
    frozenLayers = Set.copyOf(frozenLayers);
  }

  /** Whether a parameter of a layer is changed by the optimizer. */
  public boolean trains(String layer, dev.graft.api.layer.Parameter parameter) {
    return parameter.trainable() && !frozenLayers.contains(layer);
  }
}
