package dev.graft.architectures;

import dev.graft.api.architecture.Variant;
import dev.graft.api.plugin.Setting;

/**
 * The settings of the EfficientNets.
 *
 * @param imagenetRescaling whether a layer {@code rescaling_1} after the normalisation divides by
 *     the square root of ImageNet's standard deviations. Keras has it where it is asked for its own
 *     published weights ({@code weights="imagenet"}), which were trained so, and nowhere else.
 * @param variant whose form the network has
 */
public record EfficientNetSettings(
    @Setting(
            value =
                "Whether the normalised image is also divided by the square root of ImageNet's"
                    + " standard deviations: the weights that Keras publishes were trained so.",
            defaultValue = "false")
        boolean imagenetRescaling,
    @Setting(value = Publication.VARIANT, defaultValue = "keras") Variant variant) {
  /** Checks that the layer is asked for where there are such weights. */
  public EfficientNetSettings {
    if (imagenetRescaling && variant == Variant.PYTORCH) {
      throw new IllegalArgumentException(
          "imagenet_rescaling goes with the weights of variant: keras only");
    }
  }

  /** In Keras's form. */
  public EfficientNetSettings(boolean imagenetRescaling) {
    this(imagenetRescaling, Variant.KERAS);
  }
}
