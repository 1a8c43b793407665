package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import jakarta.inject.Inject;

/**
 * VGG16 (Simonyan and Zisserman 2014, "Very Deep Convolutional Networks for Large-Scale Image
 * Recognition"), layer by layer as {@code keras.applications.VGG16} without its top. The first
 * layer, {@code bgr_mean_subtraction}, turns RGB into BGR and subtracts ImageNet's mean. Features:
 * {@code (height / 32, width / 32, 512)}, rounded down. Colour images of at least 32x32, usually
 * 224x224.
 */
public final class Vgg16 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("vgg16", "VGG16", "Simonyan and Zisserman 2014, arXiv:1409.1556", 32, 224);

  /** Makes the backbone. */
  @Inject
  public Vgg16() {}

  @Override
  public Architecture architecture(ImageSize input) {
    return VggLayers.of(PUBLICATION, input, 3);
  }
}
