package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Freeze;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The section {@code fine_tuning}, or one of its list.
 *
 * @param epochs passes over the training pictures
 * @param batchSize pictures of a step; as in {@code training} if left out
 * @param freeze which of the backbone's layers stay frozen
 * @param gradualUnfreezing phases before it that unfreeze one stage after the other
 * @param optimizer how gradients change parameters; starts anew
 * @param learning how it learns
 * @param clipNorm the largest global norm of the gradients
 * @param cachedVariants how many versions of each picture are drawn and kept; as in {@code
 *     training} if left out
 */
public record FineTuningSettings(
    @Setting(value = "Passes over the training pictures.", min = 1, example = "5") int epochs,
    @Setting(value = "Pictures of a step; as in training if left out.", min = 1, example = "32")
        OptionalInt batchSize,
    @Setting(
            value = "Which of the backbone's layers stay frozen.",
            defaultValue = "none",
            example = "{until: block_12_add}")
        Freeze freeze,
    @Setting(
            value =
                "Phases before this one, with the same settings, that unfreeze the backbone stage by"
                    + " stage from the top, until only what `freeze` says is frozen.",
            example = "{stages: 1, epochs: 1}")
        Optional<GradualUnfreezingSettings> gradualUnfreezing,
    @Setting(
            value = "How gradients change the parameters; small steps keep what was learnt.",
            defaultValue = "{type: adam, learning_rate: 0.0001}")
        Optimizer optimizer,
    @Flat LearningSettings learning,
    @Setting(
            value = "All gradients together are scaled down to this global norm.",
            min = 0,
            minExclusive = true,
            example = "1.0")
        OptionalDouble clipNorm,
    @Setting(
            value = "Versions of each picture that are drawn and kept; as in training if left out.",
            min = 1,
            example = "5")
        OptionalInt cachedVariants) {}
