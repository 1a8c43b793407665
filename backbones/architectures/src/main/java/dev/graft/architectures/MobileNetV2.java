package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;

/**
 * MobileNetV2 (Sandler et al. 2018, "Inverted Residuals and Linear Bottlenecks"), layer by layer as
 * {@code keras.applications.MobileNetV2} without its top, or as torchvision and timm have it: the
 * same layers under the same names, padded symmetrically. The first layer brings the image's bytes
 * to the range -1 to 1, or to ImageNet's mean and standard deviation. Features: {@code (ceil(height
 * / 32), ceil(width / 32), 1280 * max(alpha, 1))}. Images of at least 32x32, usually 224x224.
 */
public final class MobileNetV2 implements Backbone {
  static final Publication PUBLICATION =
      new Publication(
          "mobilenet_v2", "MobileNetV2", "Sandler et al. 2018, arXiv:1801.04381", 32, 224);

  /**
   * The settings.
   *
   * @param alpha factor of every layer's channels, above 0; weights are published for 0.35, 0.5,
   *     0.75, 1, 1.3 and 1.4
   * @param variant whose form the network has
   */
  public record Settings(
      @Setting(
              value =
                  "Factor of every layer's channels; there are weights for 0.35, 0.5, 0.75, 1, 1.3,"
                      + " 1.4.",
              defaultValue = "1.0",
              min = 0,
              minExclusive = true,
              max = 8)
          double alpha,
      @Setting(value = Publication.VARIANT, defaultValue = "keras") Variant variant) {
    /** Checks the range. */
    public Settings {
      if (!(alpha > 0 && alpha <= 8)) {
        throw new IllegalArgumentException("alpha is in (0, 8], found " + alpha);
      }
    }

    /** In Keras's form. */
    public Settings(double alpha) {
      this(alpha, Variant.KERAS);
    }
  }

  /** Some blocks of one size: Sandler et al., table 2; the first block's settings are its own. */
  private record Stage(int filters, int blocks, int firstStride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(24, 2, 2),
          new Stage(32, 3, 2),
          new Stage(64, 4, 2),
          new Stage(96, 3, 1),
          new Stage(160, 3, 2),
          new Stage(320, 1, 1));

  private static final int EXPANSION = 6;

  private final Settings settings;
  private final Form form;

  /** Makes the backbone. */
  @Inject
  public MobileNetV2(Settings settings) {
    this.settings = settings;
    this.form = Form.of(settings.variant());
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
    network.add("global_average_pooling2d", new GlobalAveragePooling2D(false));
    network.add("predictions", Dense.of(classes));
    return network.build();
  }

  private Architecture.Builder body(ImageSize input) {
    String name =
        String.format(Locale.ROOT, "mobilenetv2_%.2f_%d", settings.alpha(), input.height());
    Architecture.Builder network =
        PUBLICATION.network(form.named(name), input, form.preprocessing(Preprocessing.TF));
    network.origin(form.origin(MobileNetV2::modules));
    Conv2D stem = Conv2D.of(Divisible.by8(32 * settings.alpha()), 3).strides(2).withoutBias();
    if (settings.variant() == Variant.KERAS) {
      network.add("Conv1", stem.same());
    } else {
      network.add("Conv1_pad", form.halvingPad(network.shape(network.last()), 3));
      network.add("Conv1", stem);
    }
    normalized(network, "bn_Conv1", "Conv1_relu");
    depthwiseAndProject(network, "expanded_conv_", channels(16), 1);
    int block = 1;
    for (Stage stage : STAGES) {
      for (int i = 0; i < stage.blocks(); i++) {
        invertedResidual(
            network,
            "block_" + block + "_",
            channels(stage.filters()),
            i == 0 ? stage.firstStride() : 1);
        block++;
      }
    }
    // The paper does not apply alpha below 1 to the last convolution.
    int last = settings.alpha() > 1 ? Divisible.by8(1280 * settings.alpha()) : 1280;
    network.add("Conv_1", Conv2D.of(last, 1).withoutBias());
    normalized(network, "Conv_1_bn", "out_relu");
    return network;
  }

  private static ModuleNames[] modules() {
    List<Integer> blocks = STAGES.stream().map(Stage::blocks).toList();
    return new ModuleNames[] {
      MobileNetV2Modules.torchvision(blocks.stream().mapToInt(Integer::intValue).sum()),
      MobileNetV2Modules.timm(blocks)
    };
  }

  private void invertedResidual(
      Architecture.Builder network, String prefix, int filters, int stride) {
    String input = network.last();
    int channels = network.shape(input).channels();
    network.add(prefix + "expand", Conv2D.of(EXPANSION * channels, 1).same().withoutBias());
    normalized(network, prefix + "expand_BN", prefix + "expand_relu");
    depthwiseAndProject(network, prefix, filters, stride);
    if (stride == 1 && channels == filters) {
      network.add(prefix + "add", new Add(), input, network.last());
    }
  }

  private void depthwiseAndProject(
      Architecture.Builder network, String prefix, int filters, int stride) {
    DepthwiseConv2D depthwise = DepthwiseConv2D.of(3);
    if (stride == 1) {
      network.add(prefix + "depthwise", depthwise.same());
    } else {
      network.add(prefix + "pad", form.halvingPad(network.shape(network.last()), 3));
      network.add(prefix + "depthwise", depthwise.strides(stride));
    }
    normalized(network, prefix + "depthwise_BN", prefix + "depthwise_relu");
    network.add(prefix + "project", Conv2D.of(filters, 1).same().withoutBias());
    network.add(prefix + "project_BN", batchNormalization());
  }

  private void normalized(Architecture.Builder network, String norm, String relu) {
    network.add(norm, batchNormalization());
    network.add(relu, new ActivationLayer(Activation.RELU6));
  }

  private BatchNormalization batchNormalization() {
    return form.batchNormalization(0.999, 0.001);
  }

  private int channels(int filters) {
    return Divisible.by8((int) (filters * settings.alpha()));
  }
}
