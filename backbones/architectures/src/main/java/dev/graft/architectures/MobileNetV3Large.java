package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.architectures.MobileNetV3Layers.Block;
import jakarta.inject.Inject;
import java.util.List;

/**
 * MobileNetV3 Large (Howard et al. 2019, "Searching for MobileNetV3"), layer by layer as {@code
 * keras.applications.MobileNetV3Large} without its top. The first layer, {@code rescaling}, brings
 * the image's bytes to the range -1 to 1. Features: {@code (ceil(height / 32), ceil(width / 32),
 * 960)} at alpha 1. Images of at least 32x32, usually 224x224.
 */
public final class MobileNetV3Large implements Backbone {
  static final Publication PUBLICATION =
      new Publication("mobilenet_v3_large", "MobileNetV3 Large", MobileNetV3Layers.PAPER, 32, 224);

  private static final List<Block> BLOCKS =
      List.of(
          new Block(1, 16, 3, 1, false, false),
          new Block(4, 24, 3, 2, false, false),
          new Block(3, 24, 3, 1, false, false),
          new Block(3, 40, 5, 2, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(3, 40, 5, 1, true, false),
          new Block(6, 80, 3, 2, false, true),
          new Block(2.5, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(2.3, 80, 3, 1, false, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 112, 3, 1, true, true),
          new Block(6, 160, 5, 2, true, true),
          new Block(6, 160, 5, 1, true, true),
          new Block(6, 160, 5, 1, true, true));

  private final MobileNetV3Settings settings;

  /** Makes the backbone. */
  @Inject
  public MobileNetV3Large(MobileNetV3Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return MobileNetV3Layers.of(PUBLICATION, "MobileNetV3Large", input, settings, BLOCKS);
  }
}
