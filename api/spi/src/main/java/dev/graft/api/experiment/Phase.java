package dev.graft.api.experiment;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Freeze;
import dev.graft.api.architecture.LayerRates;
import dev.graft.api.architecture.Node;
import dev.graft.api.layer.Mode;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.optimizer.LearningRateSchedule;
import dev.graft.api.optimizer.LearningRates;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.PhaseLength;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stretch of training with one set of frozen layers and one optimizer.
 *
 * @param name {@code training} or {@code fine_tuning}
 * @param epochs passes over the training examples, at least 1
 * @param batchSize examples of a step, at least 1; the last step of an epoch may have fewer
 * @param freeze which of the backbone's layers are frozen
 * @param optimizer how gradients change parameters; its slots start anew in each phase
 * @param learningRate the learning rate that the phase begins with, above 0
 * @param schedule how it changes; starts anew in each phase; empty if it does not
 * @param layerRates how fast the backbone's layers learn beside the head
 * @param clipNorm if present, the global norm that gradients are scaled down to
 * @param cachedVariants if present, how many versions of each training picture the augmentations
 *     draw, at least 1: epoch e, counted through all phases, sees version e mod K, which is what it
 *     would have drawn itself in epoch e mod K; the features that frozen layers make of them are
 *     kept. If empty, every epoch draws anew
 * @param batchNormalization how batch normalisation runs in those layers of the backbone that are
 *     not frozen: in training mode by the batch's statistics, or in inference mode by those it came
 *     with, which stay as they are
 * @since 0.1
 */
@Evolving
public record Phase(
    String name,
    int epochs,
    int batchSize,
    Freeze freeze,
    Optimizer optimizer,
    double learningRate,
    Optional<LearningRateSchedule> schedule,
    LayerRates layerRates,
    OptionalDouble clipNorm,
    OptionalInt cachedVariants,
    Mode batchNormalization) {

  /**
   * With the optimizer's own learning rate for all layers, from the first step to the last, and
   * batch normalisation in training mode.
   */
  public Phase(
      String name,
      int epochs,
      int batchSize,
      Freeze freeze,
      Optimizer optimizer,
      OptionalDouble clipNorm,
      OptionalInt cachedVariants) {
    this(
        name,
        epochs,
        batchSize,
        freeze,
        optimizer,
        optimizer.learningRate(),
        Optional.empty(),
        new LayerRates.Uniform(),
        clipNorm,
        cachedVariants,
        Mode.TRAINING);
  }

  /** With random changes drawn anew in each epoch. */
  public Phase(
      String name,
      int epochs,
      int batchSize,
      Freeze freeze,
      Optimizer optimizer,
      OptionalDouble clipNorm) {
    this(name, epochs, batchSize, freeze, optimizer, clipNorm, OptionalInt.empty());
  }

  /** Names of the layers that are trained, but run in inference mode. */
  public Set<String> inferenceLayers(Architecture backbone) {
    if (batchNormalization == Mode.TRAINING) {
      return Set.of();
    }
    Set<String> frozen = freeze.frozenLayers(backbone);
    return backbone.nodes().stream()
        .filter(node -> node.layer() instanceof BatchNormalization)
        .map(Node::name)
        .filter(name -> !frozen.contains(name))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Begins the learning rates.
   *
   * @param examples number of training examples, at least 1
   */
  public LearningRates learningRates(int examples) {
    if (schedule.isEmpty()) {
      return LearningRates.constant(learningRate);
    }
    return schedule.get().start(new PhaseLength(learningRate, stepsPerEpoch(examples), epochs));
  }

  /**
   * Steps of an epoch.
   *
   * @param examples number of training examples, at least 1
   */
  public int stepsPerEpoch(int examples) {
    return (examples - 1) / batchSize + 1;
  }
}
