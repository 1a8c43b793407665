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
 * ResNet-50 (He et al. 2015, "Deep Residual Learning for Image Recognition"), layer by layer as
 * {@code keras.applications.ResNet50} without its top: a block's first convolution has its stride,
 * and convolutions have biases. The first layer, {@code bgr_mean_subtraction}, turns RGB into BGR
 * and subtracts ImageNet's mean. Features: {@code (ceil(height / 32), ceil(width / 32), 2048)}.
 * Colour images of at least 32x32, usually 224x224.
 */
public final class ResNet50 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("resnet50", "ResNet-50", "He et al. 2015, arXiv:1512.03385", 32, 224);

  /** Makes the backbone. */
  @Inject
  public ResNet50() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = PUBLICATION.network("resnet50", input, Preprocessing.CAFFE);
    network.add("conv1_pad", ZeroPadding2D.of(3));
    network.add("conv1_conv", Conv2D.of(64, 7).strides(2));
    normalized(network, "conv1");
    network.add("pool1_pad", ZeroPadding2D.of(1));
    network.add("pool1_pool", MaxPooling2D.of(3).strides(2));
    stage(network, "conv2", 64, 3, 1);
    stage(network, "conv3", 128, 4, 2);
    stage(network, "conv4", 256, 6, 2);
    stage(network, "conv5", 512, 3, 2);
    return KerasOrder.of(network.build());
  }

  private static void stage(
      Architecture.Builder network, String stage, int filters, int blocks, int stride) {
    for (int block = 1; block <= blocks; block++) {
      block(network, stage + "_block" + block, filters, block == 1 ? stride : 1, block == 1);
    }
  }

  /** A bottleneck: 1x1, 3x3 and 1x1 beside the identity or a 1x1 of its own. */
  private static void block(
      Architecture.Builder network, String block, int filters, int stride, boolean projects) {
    String below = network.last();
    String shortcut = below;
    if (projects) {
      network.add(block + "_0_conv", Conv2D.of(4 * filters, 1).strides(stride));
      shortcut = network.add(block + "_0_bn", batchNormalization());
    }
    network.add(block + "_1_conv", Conv2D.of(filters, 1).strides(stride), below);
    normalized(network, block + "_1");
    network.add(block + "_2_conv", Conv2D.of(filters, 3).same());
    normalized(network, block + "_2");
    network.add(block + "_3_conv", Conv2D.of(4 * filters, 1));
    network.add(block + "_3_bn", batchNormalization());
    network.add(block + "_add", new Add(), shortcut, network.last());
    network.add(block + "_out", new ActivationLayer(Activation.RELU));
  }

  private static void normalized(Architecture.Builder network, String name) {
    network.add(name + "_bn", batchNormalization());
    network.add(name + "_relu", new ActivationLayer(Activation.RELU));
  }

  private static BatchNormalization batchNormalization() {
    return BatchNormalization.of(0.99, 1.001e-5);
  }
}
