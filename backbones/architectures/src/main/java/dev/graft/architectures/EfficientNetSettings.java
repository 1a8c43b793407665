package dev.graft.architectures;

import dev.graft.api.plugin.Setting;

/**
 * The settings of the EfficientNets.
 *
 * @param imagenetRescaling whether a layer {@code rescaling_1} after the normalisation divides by
 *     the square root of ImageNet's standard deviations. Keras has it where it is asked for its own
 *     published weights ({@code weights="imagenet"}), which were trained so, and nowhere else.
 */
public record EfficientNetSettings(
    @Setting(
            value =
                "Whether the normalised image is also divided by the square root of ImageNet's"
                    + " standard deviations: the weights that Keras publishes were trained so.",
            defaultValue = "false")
        boolean imagenetRescaling) {}
