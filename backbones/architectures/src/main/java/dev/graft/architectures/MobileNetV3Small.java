package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.architectures.MobileNetV3Layers.Block;
import jakarta.inject.Inject;
import java.util.List;

/**
 * MobileNetV3 Small (Howard et al. 2019, "Searching for MobileNetV3"), layer by layer as {@code
 * keras.applications.MobileNetV3Small} without its top. The first layer, {@code rescaling}, brings
 * the image's bytes to the range -1 to 1. Features: {@code (ceil(height / 32), ceil(width / 32),
 * 576)} at alpha 1. Images of at least 32x32, usually 224x224.
 */
public final class MobileNetV3Small implements Backbone {
  static final Publication PUBLICATION =
      new Publication("mobilenet_v3_small", "MobileNetV3 Small", MobileNetV3Layers.PAPER, 32, 224);

  private static final List<Block> BLOCKS =
      List.of(
          new Block(1, 16, 3, 2, true, false),
          new Block(72.0 / 16, 24, 3, 2, false, false),
          new Block(88.0 / 24, 24, 3, 1, false, false),
          new Block(4, 40, 5, 2, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(6, 40, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(3, 48, 5, 1, true, true),
          new Block(6, 96, 5, 2, true, true),
          new Block(6, 96, 5, 1, true, true),
          new Block(6, 96, 5, 1, true, true));

  private final MobileNetV3Settings settings;

  /** Makes the backbone. */
  @Inject
  public MobileNetV3Small(MobileNetV3Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return MobileNetV3Layers.of(PUBLICATION, "MobileNetV3Small", input, settings, BLOCKS);
  }
}
