package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.layer.Activation;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Rescaling;
import java.util.List;

/**
 * What MobileNetV3's small and large network share (Howard et al. 2019): inverted residuals, some
 * with squeeze and excitation. The first layer, {@code rescaling}, brings the image's bytes to the
 * range -1 to 1.
 *
 * <p>Keras writes the hard sigmoid out, as {@code relu6(x + 3) / 6}. The sum and the product are no
 * layers there but operations, {@code add} and {@code multiply}, {@code add_1} and so on; here they
 * are layers of those names, which do not count.
 */
final class MobileNetV3Layers {
  static final String PAPER = "Howard et al. 2019, arXiv:1905.02244";

  /**
   * One inverted residual: a row of Howard et al., tables 1 and 2.
   *
   * @param kernelSize 3 or 5; minimalistic networks have 3 only
   * @param excited whether it has squeeze and excitation; minimalistic networks have none
   * @param hardSwish whether its activation is hard swish; minimalistic networks have ReLU only
   */
  record Block(
      double expansion,
      int filters,
      int kernelSize,
      int stride,
      boolean excited,
      boolean hardSwish) {}

  private final Architecture.Builder network;
  private final MobileNetV3Settings settings;
  private final NumberedNames names = new NumberedNames();

  private MobileNetV3Layers(Architecture.Builder network, MobileNetV3Settings settings) {
    this.network = network;
    this.settings = settings;
  }

  /**
   * The network.
   *
   * @param name name of the network, for people
   */
  static Architecture of(
      Publication publication,
      String name,
      ImageSize input,
      MobileNetV3Settings settings,
      List<Block> blocks) {
    Architecture.Builder network = publication.network(name, input, Preprocessing.RESCALING);
    new MobileNetV3Layers(network, settings).addAll(blocks);
    return KerasOrder.of(network.build());
  }

  private void addAll(List<Block> blocks) {
    network.add("conv", Conv2D.of(16, 3).strides(2).same().withoutBias());
    normalized("conv_bn", true);
    for (int number = 0; number < blocks.size(); number++) {
      block(blocks.get(number), number);
    }
    int last = Divisible.by8(6 * network.shape(network.last()).channels());
    network.add("conv_1", Conv2D.of(last, 1).same().withoutBias());
    normalized("conv_1_bn", true);
  }

  private void block(Block block, int number) {
    String below = network.last();
    int channels = network.shape(below).channels();
    int expanded = Divisible.by8(channels * block.expansion());
    int filters = Divisible.by8(block.filters() * settings.alpha());
    String prefix = number == 0 ? "expanded_conv_" : "expanded_conv_" + number + "_";
    if (number > 0) {
      network.add(prefix + "expand", Conv2D.of(expanded, 1).same().withoutBias());
      normalized(prefix + "expand_bn", block.hardSwish());
    }
    int kernelSize = settings.minimalistic() ? 3 : block.kernelSize();
    DepthwiseConv2D depthwise = DepthwiseConv2D.of(kernelSize);
    if (block.stride() == 1) {
      network.add(prefix + "depthwise", depthwise.same());
    } else {
      network.add(
          prefix + "depthwise_pad", CorrectPad.of(network.shape(network.last()), kernelSize));
      network.add(prefix + "depthwise", depthwise.strides(block.stride()));
    }
    normalized(prefix + "depthwise_bn", block.hardSwish());
    if (block.excited() && !settings.minimalistic()) {
      squeezeAndExcite(prefix + "squeeze_excite_");
    }
    network.add(prefix + "project", Conv2D.of(filters, 1).same().withoutBias());
    network.add(prefix + "project_bn", batchNormalization());
    if (block.stride() == 1 && channels == filters) {
      network.add(prefix + "add", new Add(), below, network.last());
    }
  }

  /** Hu et al. 2017: each channel scaled by what the means of all channels say. */
  private void squeezeAndExcite(String prefix) {
    String below = network.last();
    int channels = network.shape(below).channels();
    network.add(prefix + "avg_pool", new GlobalAveragePooling2D(true));
    network.add(prefix + "conv", Conv2D.of(Divisible.by8(0.25 * channels), 1).same());
    network.add(prefix + "relu", new ActivationLayer(Activation.RELU));
    network.add(prefix + "conv_1", Conv2D.of(channels, 1).same());
    network.addUncounted(names.next("add"), new Rescaling(1, 3));
    network.add(names.next("re_lu"), new ActivationLayer(Activation.RELU6));
    network.addUncounted(names.next("multiply"), new Rescaling(1.0 / 6, 0));
    network.add(prefix + "mul", new Multiply(), below, network.last());
  }

  private void normalized(String norm, boolean hardSwish) {
    network.add(norm, batchNormalization());
    if (hardSwish && !settings.minimalistic()) {
      network.add(names.next("activation"), new ActivationLayer(Activation.HARD_SWISH));
    } else {
      network.add(names.next("re_lu"), new ActivationLayer(Activation.RELU));
    }
  }

  private static BatchNormalization batchNormalization() {
    return BatchNormalization.of(0.999, 0.001);
  }
}
