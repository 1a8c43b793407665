package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import jakarta.inject.Inject;

/**
 * DenseNet-121 (Huang et al. 2016, "Densely Connected Convolutional Networks"), layer by layer as
 * {@code keras.applications.DenseNet121} without its top. The first layer, {@code
 * channel_normalization}, normalises the image's bytes by ImageNet's mean and standard deviation.
 * Features: {@code (height / 32, width / 32, 1024)}, rounded as the paddings and poolings do.
 * Colour images of at least 32x32, usually 224x224.
 */
public final class DenseNet121 implements Backbone {
  static final Publication PUBLICATION =
      new Publication(
          "densenet121", "DenseNet-121", "Huang et al. 2016, arXiv:1608.06993", 32, 224);

  private static final int[] BLOCKS = {6, 12, 24, 16};
  private static final int GROWTH = 32;

  /** Makes the backbone. */
  @Inject
  public DenseNet121() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = PUBLICATION.network("densenet121", input, Preprocessing.TORCH);
    NumberedNames names = new NumberedNames();
    network.add(names.next("zero_padding2d"), ZeroPadding2D.of(3));
    network.add("conv1_conv", Conv2D.of(64, 7).strides(2).withoutBias());
    normalized(network, "conv1_");
    network.add(names.next("zero_padding2d"), ZeroPadding2D.of(1));
    network.add("pool1", MaxPooling2D.of(3).strides(2));
    for (int stage = 2; stage < 2 + BLOCKS.length; stage++) {
      if (stage > 2) {
        transition(network, "pool" + (stage - 1) + "_");
      }
      for (int block = 1; block <= BLOCKS[stage - 2]; block++) {
        dense(network, "conv%d_block%d_".formatted(stage, block));
      }
    }
    normalized(network, "");
    return KerasOrder.of(network.build());
  }

  /** Adds {@link #GROWTH} channels to those there are. */
  private static void dense(Architecture.Builder network, String prefix) {
    String below = network.last();
    normalized(network, prefix + "0_");
    network.add(prefix + "1_conv", Conv2D.of(4 * GROWTH, 1).withoutBias());
    normalized(network, prefix + "1_");
    network.add(prefix + "2_conv", Conv2D.of(GROWTH, 3).same().withoutBias());
    network.add(prefix + "concat", new Concatenate(), below, network.last());
  }

  /** Halves channels, height and width. */
  private static void transition(Architecture.Builder network, String prefix) {
    normalized(network, prefix);
    int channels = network.shape(network.last()).channels();
    network.add(prefix + "conv", Conv2D.of(channels / 2, 1).withoutBias());
    network.add(prefix + "pool", AveragePooling2D.of(2));
  }

  private static void normalized(Architecture.Builder network, String prefix) {
    network.add(prefix + "bn", BatchNormalization.of(0.99, 1.001e-5));
    network.add(prefix + "relu", new ActivationLayer(Activation.RELU));
  }
}
