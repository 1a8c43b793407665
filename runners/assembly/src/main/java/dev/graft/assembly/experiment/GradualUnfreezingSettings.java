package dev.graft.assembly.experiment;

import dev.graft.api.plugin.Setting;

/**
 * Gradual unfreezing (Howard and Ruder 2018, ULMFiT, section 3.3): phases before the fine-tuning
 * itself, each of which unfreezes some more stages of the backbone, from the top.
 *
 * @param stages stages that each phase unfreezes
 * @param epochs passes over the training pictures in each of these phases
 */
public record GradualUnfreezingSettings(
    @Setting(
            value =
                "Stages of the backbone, as `graft summary` lists them, that each phase unfreezes"
                    + " more than the one before.",
            defaultValue = "1",
            min = 1)
        int stages,
    @Setting(
            value = "Passes over the training pictures in each of these phases.",
            defaultValue = "1",
            min = 1)
        int epochs) {}
