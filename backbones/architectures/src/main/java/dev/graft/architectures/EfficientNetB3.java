package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import jakarta.inject.Inject;

/**
 * EfficientNet-B3 (Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional
 * Neural Networks"), layer by layer as {@code keras.applications.EfficientNetB3} without its top.
 * The first layers, {@code rescaling} and {@code normalization}, take the image's bytes. Features:
 * {@code (ceil(height / 32), ceil(width / 32), 1536)}. Images of at least 32x32, usually 300x300.
 */
public final class EfficientNetB3 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("efficientnet_b3", "EfficientNet-B3", EfficientNetLayers.PAPER, 32, 300);

  private final EfficientNetSettings settings;

  /** Makes the backbone. */
  @Inject
  public EfficientNetB3(EfficientNetSettings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return EfficientNetLayers.of(PUBLICATION, input, settings, 1.2, 1.4);
  }
}
