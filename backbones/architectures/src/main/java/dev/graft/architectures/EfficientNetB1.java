package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import jakarta.inject.Inject;

/**
 * EfficientNet-B1 (Tan and Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional
 * Neural Networks"), layer by layer as {@code keras.applications.EfficientNetB1} without its top.
 * The first layers, {@code rescaling} and {@code normalization}, take the image's bytes. Features:
 * {@code (ceil(height / 32), ceil(width / 32), 1280)}. Images of at least 32x32, usually 240x240.
 */
public final class EfficientNetB1 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("efficientnet_b1", "EfficientNet-B1", EfficientNetLayers.PAPER, 32, 240);

  private final EfficientNetSettings settings;

  /** Makes the backbone. */
  @Inject
  public EfficientNetB1(EfficientNetSettings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return EfficientNetLayers.of(PUBLICATION, input, settings, 1.0, 1.1);
  }
}
