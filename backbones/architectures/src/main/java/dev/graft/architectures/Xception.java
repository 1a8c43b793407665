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
import dev.graft.api.layers.SeparableConv2D;
import jakarta.inject.Inject;

/**
 * Xception (Chollet 2017, "Xception: Deep Learning with Depthwise Separable Convolutions"), layer
 * by layer as {@code keras.applications.Xception} without its top. The first layer, {@code
 * rescaling}, brings the image's bytes to the range -1 to 1. Features: {@code (5, 5, 2048)} for
 * images of 150x150, {@code (10, 10, 2048)} for 299x299. Images of at least 71x71, usually 299x299.
 */
public final class Xception implements Backbone {
  static final Publication PUBLICATION =
      new Publication("xception", "Xception", "Chollet 2017, arXiv:1610.02357", 71, 299);

  private static final int MIDDLE_BLOCKS = 8;

  /** Makes the backbone. */
  @Inject
  public Xception() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = PUBLICATION.network("xception", input, Preprocessing.TF);
    NumberedNames names = new NumberedNames();
    network.add("block1_conv1", Conv2D.of(32, 3).strides(2).withoutBias());
    normalized(network, "block1_conv1");
    network.add("block1_conv2", Conv2D.of(64, 3).withoutBias());
    normalized(network, "block1_conv2");
    halving(network, names, 2, 128, 128);
    halving(network, names, 3, 256, 256);
    halving(network, names, 4, 728, 728);
    for (int block = 5; block < 5 + MIDDLE_BLOCKS; block++) {
      String shortcut = network.last();
      for (int convolution = 1; convolution <= 3; convolution++) {
        activated(network, block, convolution, 728);
      }
      network.add(names.next("add"), new Add(), network.last(), shortcut);
    }
    halving(network, names, 13, 728, 1024);
    separable(network, "block14_sepconv1", 1536);
    relu(network, "block14_sepconv1");
    separable(network, "block14_sepconv2", 2048);
    relu(network, "block14_sepconv2");
    return KerasOrder.of(network.build());
  }

  /** Two separable convolutions and a pooling beside a convolution, both of stride 2. */
  private static void halving(
      Architecture.Builder network, NumberedNames names, int block, int inner, int filters) {
    String below = network.last();
    String convolution = names.next("conv2d");
    network.add(convolution, Conv2D.of(filters, 1).strides(2).same().withoutBias());
    String shortcut = network.add(names.next("batch_normalization"), batchNormalization());
    if (block == 2) {
      // What is below the second block ends in an activation already.
      network.add("block2_sepconv1", SeparableConv2D.of(inner, 3).same().withoutBias(), below);
      network.add("block2_sepconv1_bn", batchNormalization());
    } else {
      network.add(activation(block, 1), new ActivationLayer(Activation.RELU), below);
      separable(network, "block" + block + "_sepconv1", inner);
    }
    activated(network, block, 2, filters);
    network.add("block" + block + "_pool", MaxPooling2D.same(3, 2));
    network.add(names.next("add"), new Add(), network.last(), shortcut);
  }

  private static void activated(
      Architecture.Builder network, int block, int convolution, int filters) {
    network.add(activation(block, convolution), new ActivationLayer(Activation.RELU));
    separable(network, "block" + block + "_sepconv" + convolution, filters);
  }

  private static String activation(int block, int convolution) {
    return "block" + block + "_sepconv" + convolution + "_act";
  }

  private static void separable(Architecture.Builder network, String name, int filters) {
    network.add(name, SeparableConv2D.of(filters, 3).same().withoutBias());
    network.add(name + "_bn", batchNormalization());
  }

  private static void normalized(Architecture.Builder network, String convolution) {
    network.add(convolution + "_bn", batchNormalization());
    relu(network, convolution);
  }

  private static void relu(Architecture.Builder network, String convolution) {
    network.add(convolution + "_act", new ActivationLayer(Activation.RELU));
  }

  private static BatchNormalization batchNormalization() {
    return BatchNormalization.of(0.99, 0.001);
  }
}
