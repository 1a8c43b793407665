package dev.graft.assembly.experiment;

import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The section {@code training}.
 *
 * @param epochs passes over the training pictures
 * @param batchSize pictures of a step
 * @param optimizer how gradients change parameters
 * @param learning how it learns
 * @param clipNorm the largest global norm of the gradients
 * @param cachedVariants how many versions of each picture are drawn and kept
 */
public record TrainingSettings(
    @Setting(value = "Passes over the training pictures.", min = 1, example = "5") int epochs,
    @Setting(value = "Pictures of a step.", defaultValue = "32", min = 1) int batchSize,
    @Setting(
            value = "How gradients change the parameters.",
            defaultValue = "{type: adam}",
            example = "{type: sgd, learning_rate: 0.01}")
        Optimizer optimizer,
    @Flat LearningSettings learning,
    @Setting(
            value = "All gradients together are scaled down to this global norm.",
            min = 0,
            minExclusive = true,
            example = "1.0")
        OptionalDouble clipNorm,
    @Setting(
            value =
                "Versions of each picture that the augmentations draw: epoch e sees version e modulo"
                    + " this, and what frozen layers make of each is kept. If left out, each epoch"
                    + " draws anew.",
            min = 1,
            example = "5")
        OptionalInt cachedVariants) {}
