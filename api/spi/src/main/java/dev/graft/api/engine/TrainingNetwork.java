package dev.graft.api.engine;

import dev.graft.api.Stable;
import dev.graft.api.weights.Weights;

/**
 * A network that is trained. Owns native memory until closed. For one thread at a time.
 *
 * <p>All methods but {@link #close} throw {@link IllegalStateException} after it, and {@link
 * IllegalArgumentException} if a batch's shape or type is not the network's.
 *
 * @since 0.1
 */
@Stable
public interface TrainingNetwork extends AutoCloseable {
  /** What is trained, and how. */
  TrainingProgram program();

  /**
   * What a step found, before it changed the parameters.
   *
   * @param loss mean loss of the batch
   * @param scores the scores in training mode, dropout included
   */
  record Step(float loss, Batch.Floats scores) {}

  /**
   * One step: scores, loss, gradients, new parameters, new batch-norm statistics.
   *
   * @param learningRate the learning rate of this step
   */
  Step step(TrainingBatch batch, double learningRate);

  /**
   * The gradient of the batch's mean loss by every parameter that is trained, in training mode,
   * before clipping. Changes nothing.
   */
  Weights gradients(TrainingBatch batch);

  /** What a look at examples found, in inference mode. */
  record Evaluation(float[] losses, Batch.Floats scores) {}

  /**
   * Scores in inference mode, and each example's loss, with the parameters as they are now. Changes
   * nothing.
   */
  Evaluation evaluate(Batch inputs, Batch.Floats targets);

  /** The value of every parameter of the network, frozen ones and statistics included. */
  Weights weights();

  /** The optimizer's slots, by {@code layer/parameter/slot}. */
  Weights slots();

  /** Number of steps made, those before {@link #restore} included. */
  long steps();

  /**
   * Goes on from an earlier state of the same program.
   *
   * @param weights a value for every parameter
   * @param slots a value for every slot
   * @param steps number of steps made
   */
  void restore(Weights weights, Weights slots, long steps);

  /** Frees the native memory; again has no effect. */
  @Override
  void close();
}
