package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import jakarta.inject.Inject;

/**
 * ResNet-50 V2 (He et al. 2016, "Identity Mappings in Deep Residual Networks"), layer by layer as
 * {@code keras.applications.ResNet50V2} without its top: normalised and activated before each
 * convolution, a stage's last block has its stride. The first layer, {@code rescaling}, brings the
 * image's bytes to the range -1 to 1. Features: {@code (ceil(height / 32), ceil(width / 32),
 * 2048)}. Images of at least 32x32, usually 224x224.
 */
public final class ResNet50V2 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("resnet50_v2", "ResNet-50 V2", "He et al. 2016, arXiv:1603.05027", 32, 224);

  /** Makes the backbone. */
  @Inject
  public ResNet50V2() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = PUBLICATION.network("resnet50v2", input, Preprocessing.TF);
    NumberedNames names = new NumberedNames();
    network.add("conv1_pad", ZeroPadding2D.of(3));
    network.add("conv1_conv", Conv2D.of(64, 7).strides(2));
    network.add("pool1_pad", ZeroPadding2D.of(1));
    network.add("pool1_pool", MaxPooling2D.of(3).strides(2));
    stage(network, names, "conv2", 64, 3, 2);
    stage(network, names, "conv3", 128, 4, 2);
    stage(network, names, "conv4", 256, 6, 2);
    stage(network, names, "conv5", 512, 3, 1);
    normalized(network, "post");
    return KerasOrder.of(network.build());
  }

  private static void stage(
      Architecture.Builder network,
      NumberedNames names,
      String stage,
      int filters,
      int blocks,
      int stride) {
    for (int block = 1; block <= blocks; block++) {
      String prefix = stage + "_block" + block;
      String below = network.last();
      String activated = normalized(network, prefix + "_preact");
      String shortcut = below;
      if (block == 1) {
        shortcut = network.add(prefix + "_0_conv", Conv2D.of(4 * filters, 1));
      } else if (block == blocks && stride > 1) {
        shortcut =
            network.add(names.next("max_pooling2d"), MaxPooling2D.of(1).strides(stride), below);
      }
      network.add(prefix + "_1_conv", Conv2D.of(filters, 1).withoutBias(), activated);
      normalized(network, prefix + "_1");
      network.add(prefix + "_2_pad", ZeroPadding2D.of(1));
      network.add(
          prefix + "_2_conv",
          Conv2D.of(filters, 3).strides(block == blocks ? stride : 1).withoutBias());
      normalized(network, prefix + "_2");
      network.add(prefix + "_3_conv", Conv2D.of(4 * filters, 1));
      network.add(prefix + "_out", new Add(), shortcut, network.last());
    }
  }

  private static String normalized(Architecture.Builder network, String name) {
    network.add(name + "_bn", BatchNormalization.of(0.99, 1.001e-5));
    return network.add(name + "_relu", new ActivationLayer(Activation.RELU));
  }
}
