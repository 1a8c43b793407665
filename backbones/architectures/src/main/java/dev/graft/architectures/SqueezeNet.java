package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.MaxPooling2D;
import jakarta.inject.Inject;

/**
 * SqueezeNet 1.1 (Iandola et al. 2016, "SqueezeNet: AlexNet-level accuracy with 50x fewer
 * parameters") without its top, layer by layer as the Keras network that its weights are published
 * for, with {@code _} for the {@code /} that Keras 3 does not allow in a layer's name. The first
 * layer, {@code bgr_mean_subtraction}, turns RGB into BGR and subtracts ImageNet's mean. Features:
 * {@code (13, 13, 512)} for images of 227x227. Colour images of at least 48x48, usually 227x227.
 */
public final class SqueezeNet implements Backbone {
  static final Publication PUBLICATION =
      new Publication(
          "squeezenet", "SqueezeNet 1.1", "Iandola et al. 2016, arXiv:1602.07360", 48, 227);

  /** Makes the backbone. */
  @Inject
  public SqueezeNet() {}

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = PUBLICATION.network("squeezenet", input, Preprocessing.CAFFE);
    network.add("conv1", Conv2D.of(64, 3).strides(2));
    network.add("relu_conv1", new ActivationLayer(Activation.RELU));
    network.add("pool1", MaxPooling2D.of(3).strides(2));
    fire(network, "fire2_", 16, 64);
    fire(network, "fire3_", 16, 64);
    network.add("pool3", MaxPooling2D.of(3).strides(2));
    fire(network, "fire4_", 32, 128);
    fire(network, "fire5_", 32, 128);
    network.add("pool5", MaxPooling2D.of(3).strides(2));
    fire(network, "fire6_", 48, 192);
    fire(network, "fire7_", 48, 192);
    fire(network, "fire8_", 64, 256);
    fire(network, "fire9_", 64, 256);
    return KerasOrder.of(network.build());
  }

  /** Few channels by a 1x1 convolution, then many by 1x1 and 3x3 ones side by side. */
  private static void fire(Architecture.Builder network, String fire, int squeezed, int expanded) {
    String below = network.last();
    String squeeze = convolution(network, fire, "squeeze1x1", Conv2D.of(squeezed, 1), below);
    String one = convolution(network, fire, "expand1x1", Conv2D.of(expanded, 1), squeeze);
    String three = convolution(network, fire, "expand3x3", Conv2D.of(expanded, 3).same(), squeeze);
    network.add(fire + "concat", new Concatenate(), one, three);
  }

  private static String convolution(
      Architecture.Builder network, String fire, String name, Conv2D convolution, String below) {
    network.add(fire + name, convolution, below);
    return network.add(fire + "relu_" + name, new ActivationLayer(Activation.RELU));
  }
}
