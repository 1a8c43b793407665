package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.Locale;

/**
 * MobileNet (Howard et al. 2017, "MobileNets: Efficient Convolutional Neural Networks for Mobile
 * Vision Applications"), layer by layer as {@code keras.applications.MobileNet} without its top.
 * The first layer, {@code rescaling}, brings the image's bytes to the range -1 to 1. Height and
 * width are halved five times, rounded up the first time and down the others; features: {@code
 * (height, width, 1024 * alpha)}. Images of at least 32x32, usually 224x224.
 */
public final class MobileNet implements Backbone {
  static final Publication PUBLICATION =
      new Publication("mobilenet", "MobileNet", "Howard et al. 2017, arXiv:1704.04861", 32, 224);

  private static final int[] FILTERS = {
    64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024
  };

  /**
   * The settings.
   *
   * @param alpha factor of every layer's channels, above 0; weights are published for 0.25, 0.5,
   *     0.75 and 1
   * @param depthMultiplier output channels of a depthwise convolution for each input channel, at
   *     least 1; weights are published for 1
   */
  public record Settings(
      @Setting(
              value = "Factor of every layer's channels; there are weights for 0.25, 0.5, 0.75, 1.",
              defaultValue = "1.0",
              min = 0,
              minExclusive = true,
              max = 8)
          double alpha,
      @Setting(
              value = "Output channels of a depthwise convolution for each input channel.",
              defaultValue = "1",
              min = 1,
              max = 8)
          int depthMultiplier) {
    /** Checks the ranges. */
    public Settings {
      if (!(alpha > 0 && alpha <= 8)) {
        throw new IllegalArgumentException("alpha is in (0, 8], found " + alpha);
      }
      if ((int) (32 * alpha) < 1) {
        throw new IllegalArgumentException(
            "alpha leaves the first layer no channel, found %s; the least is %s"
                .formatted(alpha, 1.0 / 32));
      }
      if (depthMultiplier < 1 || depthMultiplier > 8) {
        throw new IllegalArgumentException(
            "depth_multiplier is in [1, 8], found " + depthMultiplier);
      }
    }

    /** With one output channel of a depthwise convolution for each input channel. */
    public static Settings of(double alpha) {
      return new Settings(alpha, 1);
    }
  }

  private final Settings settings;

  /** Makes the backbone. */
  @Inject
  public MobileNet(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return body(input).build();
  }

  /**
   * The network with the classifier it was trained with, as published: for evaluating published
   * weights. Its output are logits, {@code (classes)}: Keras's softmax is left to the decision.
   *
   * @param input size of the images, at least 32x32
   * @param classes number of classes, 1000 for ImageNet
   */
  public Architecture withTop(ImageSize input, int classes) {
    Architecture.Builder network = body(input);
    network.add("global_average_pooling2d", new GlobalAveragePooling2D(true));
    network.add("dropout", new Dropout(0.001));
    network.add("conv_preds", Conv2D.of(classes, 1).same());
    network.add("reshape_2", new Flatten());
    return network.build();
  }

  private Architecture.Builder body(ImageSize input) {
    String name = String.format(Locale.ROOT, "mobilenet_%.2f_%d", settings.alpha(), input.height());
    Architecture.Builder network = PUBLICATION.network(name, input, Preprocessing.TF);
    network.add("conv1", Conv2D.of(channels(32), 3).strides(2).same().withoutBias());
    normalized(network, "conv1");
    for (int block = 1; block <= FILTERS.length; block++) {
      // Blocks 2, 4, 6 and 12 halve the image, padded below and to the right whatever its size.
      boolean halves = block == 2 || block == 4 || block == 6 || block == 12;
      if (halves) {
        network.add("conv_pad_" + block, new ZeroPadding2D(0, 1, 0, 1));
      }
      network.add(
          "conv_dw_" + block,
          new DepthwiseConv2D(
              HeightWidth.of(3),
              HeightWidth.of(halves ? 2 : 1),
              halves ? Padding.VALID : Padding.SAME,
              settings.depthMultiplier(),
              false,
              Activation.LINEAR,
              Initializer.GLOROT_UNIFORM));
      normalized(network, "conv_dw_" + block);
      network.add(
          "conv_pw_" + block, Conv2D.of(channels(FILTERS[block - 1]), 1).same().withoutBias());
      normalized(network, "conv_pw_" + block);
    }
    return network;
  }

  private int channels(int filters) {
    return (int) (filters * settings.alpha());
  }

  private static void normalized(Architecture.Builder network, String convolution) {
    network.add(convolution + "_bn", BatchNormalization.of(0.99, 0.001));
    network.add(convolution + "_relu", new ActivationLayer(Activation.RELU6));
  }
}
