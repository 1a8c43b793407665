package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.ModuleNames;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Reshape;
import java.util.List;

/**
 * What the EfficientNets share (Tan and Le 2019): inverted residuals with squeeze and excitation,
 * scaled in width and depth. In Keras's form the first layers, {@code rescaling} and {@code
 * normalization}, bring the image's bytes to the range 0 to 1 and normalise them by statistics
 * among the weights.
 */
final class EfficientNetLayers {
  static final String PAPER = "Tan and Le 2019, arXiv:1905.11946";

  /** Tan and Le, table 1: a stage's kernel, blocks and channels at scale 1. */
  private record Stage(int kernelSize, int blocks, int filters, int expansion, int stride) {}

  private static final List<Stage> STAGES =
      List.of(
          new Stage(3, 1, 16, 1, 1),
          new Stage(3, 2, 24, 6, 2),
          new Stage(5, 2, 40, 6, 2),
          new Stage(3, 3, 80, 6, 2),
          new Stage(5, 3, 112, 6, 1),
          new Stage(5, 4, 192, 6, 2),
          new Stage(3, 1, 320, 6, 1));

  private static final Initializer INITIALIZER = Initializer.HE_NORMAL_FAN_OUT;
  private static final double SQUEEZE = 0.25;
  private static final double DROPPED_BLOCKS = 0.2;

  private final Form form;
  private final Architecture.Builder network;
  private final double width;
  private final double depth;

  private EfficientNetLayers(Form form, Architecture.Builder network, double width, double depth) {
    this.form = form;
    this.network = network;
    this.width = width;
    this.depth = depth;
  }

  /**
   * The network.
   *
   * @param settings whether the input is scaled as for Keras's published weights
   * @param width factor of the channels
   * @param depth factor of the number of blocks in a stage
   */
  static Architecture of(
      Publication publication,
      ImageSize input,
      EfficientNetSettings settings,
      double width,
      double depth) {
    Form form = Form.of(settings.variant());
    Architecture.Builder network =
        publication.network(
            form.named(publication.type().replace("_", "")),
            input,
            form.preprocessing(Preprocessing.NORMALIZATION));
    if (settings.imagenetRescaling()) {
      network.add("rescaling_1", imagenetRescaling());
    }
    new EfficientNetLayers(form, network, width, depth).addAll();
    return KerasOrder.of(network.build());
  }

  /** Division by the square root of ImageNet's standard deviations. */
  private static ChannelNormalization imagenetRescaling() {
    return new ChannelNormalization(
        List.of(0.0, 0.0, 0.0), List.of(Math.sqrt(0.229), Math.sqrt(0.224), Math.sqrt(0.225)));
  }

  private void addAll() {
    network.origin(form.origin(this::modules));
    network.add("stem_conv_pad", form.halvingPad(network.shape(network.last()), 3));
    network.add("stem_conv", convolution(channels(32), 3).strides(2).withoutBias());
    normalized("stem_");
    double blocks = STAGES.stream().mapToInt(this::blocks).sum();
    int number = 0;
    for (int s = 0; s < STAGES.size(); s++) {
      Stage stage = STAGES.get(s);
      for (int i = 0; i < blocks(stage); i++) {
        String prefix = "block%d%c_".formatted(s + 1, 'a' + i);
        block(prefix, stage, i == 0 ? stage.stride() : 1, DROPPED_BLOCKS * number / blocks);
        number++;
      }
    }
    network.add("top_conv", convolution(channels(1280), 1).same().withoutBias());
    normalized("top_");
  }

  private void block(String prefix, Stage stage, int stride, double dropRate) {
    String below = network.last();
    int channels = network.shape(below).channels();
    int filters = channels(stage.filters());
    if (stage.expansion() != 1) {
      network.add(
          prefix + "expand_conv",
          convolution(stage.expansion() * channels, 1).same().withoutBias());
      normalized(prefix + "expand_");
    }
    DepthwiseConv2D depthwise = DepthwiseConv2D.of(stage.kernelSize()).initialized(INITIALIZER);
    if (stride == 1) {
      network.add(prefix + "dwconv", depthwise.same());
    } else {
      network.add(
          prefix + "dwconv_pad",
          form.halvingPad(network.shape(network.last()), stage.kernelSize()));
      network.add(prefix + "dwconv", depthwise.strides(stride));
    }
    normalized(prefix);
    squeezeAndExcite(prefix + "se_", Math.max(1, (int) (channels * SQUEEZE)));
    network.add(prefix + "project_conv", convolution(filters, 1).same().withoutBias());
    network.add(prefix + "project_bn", batchNormalization());
    if (stride == 1 && channels == filters) {
      if (dropRate > 0) {
        network.add(prefix + "drop", Dropout.ofExamples(dropRate));
      }
      network.add(prefix + "add", new Add(), network.last(), below);
    }
  }

  /** Hu et al. 2017: each channel scaled by what the means of all channels say. */
  private void squeezeAndExcite(String prefix, int squeezed) {
    String below = network.last();
    int channels = network.shape(below).channels();
    network.add(prefix + "squeeze", new GlobalAveragePooling2D(false));
    network.add(prefix + "reshape", Reshape.of(1, 1, channels));
    network.add(prefix + "reduce", convolution(squeezed, 1).same().activation(Activation.SWISH));
    network.add(prefix + "expand", convolution(channels, 1).same().activation(Activation.SIGMOID));
    network.add(prefix + "excite", new Multiply(), below, network.last());
  }

  private static Conv2D convolution(int filters, int kernelSize) {
    return Conv2D.of(filters, kernelSize).initialized(INITIALIZER);
  }

  private void normalized(String prefix) {
    network.add(prefix + "bn", batchNormalization());
    network.add(prefix + "activation", new ActivationLayer(Activation.SWISH));
  }

  private BatchNormalization batchNormalization() {
    return form.batchNormalization(0.99, 0.001);
  }

  private ModuleNames[] modules() {
    List<Integer> blocks = STAGES.stream().map(this::blocks).toList();
    return new ModuleNames[] {
      EfficientNetModules.torchvision(blocks), EfficientNetModules.timm(blocks)
    };
  }

  private int channels(int filters) {
    return Divisible.by8(filters * width);
  }

  private int blocks(Stage stage) {
    return (int) Math.ceil(depth * stage.blocks());
  }
}
