package dev.graft.api.runner;

import dev.graft.api.Evolving;

/**
 * How an epoch went.
 *
 * @param epoch from 1, counted through all phases
 * @param phase name of the phase: {@code training}, {@code fine_tuning}
 * @param loss mean loss over the training examples, in training mode, while they were learnt from
 * @param accuracy share of them classified rightly, in [0, 1]
 * @param validationLoss mean loss over the validation examples, in inference mode
 * @param validationAccuracy share of them classified rightly, in [0, 1]
 * @param learningRate of the epoch's last step
 * @param seconds wall time of the epoch, validation included
 * @since 0.1
 */
@Evolving
public record EpochMetrics(
    int epoch,
    String phase,
    double loss,
    double accuracy,
    double validationLoss,
    double validationAccuracy,
    double learningRate,
    double seconds) {}
