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
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.ZeroPadding2D;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;

/**
 * ResNet-50 (He et al. 2015, "Deep Residual Learning for Image Recognition"), layer by layer as
 * {@code keras.applications.ResNet50} without its top: a block's first convolution has its stride,
 * and convolutions have biases. The first layer, {@code bgr_mean_subtraction}, turns RGB into BGR
 * and subtracts ImageNet's mean.
 *
 * <p>Or as torchvision and timm have it ("ResNet v1.5"): the 3x3 convolution has the block's
 * stride, no convolution a bias, and the first layer brings the image to ImageNet's mean and
 * standard deviation.
 *
 * <p>Features: {@code (ceil(height / 32), ceil(width / 32), 2048)}. Colour images of at least
 * 32x32, usually 224x224.
 */
public final class ResNet50 implements Backbone {
  static final Publication PUBLICATION =
      new Publication("resnet50", "ResNet-50", "He et al. 2015, arXiv:1512.03385", 32, 224);

  /**
   * The settings.
   *
   * @param variant whose form the network has
   */
  public record Settings(
      @Setting(value = Publication.VARIANT, defaultValue = "keras") Variant variant) {}

  /** Number of blocks in each stage: He et al., table 1. */
  private static final List<Integer> STAGES = List.of(3, 4, 6, 3);

  private final Form form;

  /** Makes the backbone. */
  @Inject
  public ResNet50(Settings settings) {
    this.form = Form.of(settings.variant());
  }

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network =
        PUBLICATION.network(form.named("resnet50"), input, form.preprocessing(Preprocessing.CAFFE));
    network.origin(form.origin(() -> new ModuleNames[] {ResNet50Modules.of(STAGES)}));
    network.add("conv1_pad", ZeroPadding2D.of(3));
    network.add("conv1_conv", convolution(64, 7).strides(2));
    normalized(network, "conv1");
    network.add("pool1_pad", ZeroPadding2D.of(1));
    network.add("pool1_pool", MaxPooling2D.of(3).strides(2));
    for (int stage = 0; stage < STAGES.size(); stage++) {
      for (int i = 0; i < STAGES.get(stage); i++) {
        String block = "conv%d_block%d".formatted(stage + 2, i + 1);
        block(network, block, 64 << stage, i == 0 && stage > 0 ? 2 : 1, i == 0);
      }
    }
    return KerasOrder.of(network.build());
  }

  /** A bottleneck: 1x1, 3x3 and 1x1 beside the identity or a 1x1 of its own. */
  private void block(
      Architecture.Builder network, String block, int filters, int stride, boolean projects) {
    String below = network.last();
    String shortcut = below;
    if (projects) {
      network.add(block + "_0_conv", convolution(4 * filters, 1).strides(stride));
      shortcut = network.add(block + "_0_bn", batchNormalization());
    }
    boolean first = form == Form.KERAS;
    network.add(block + "_1_conv", convolution(filters, 1).strides(first ? stride : 1), below);
    normalized(network, block + "_1");
    if (first || stride == 1) {
      network.add(block + "_2_conv", convolution(filters, 3).same());
    } else {
      network.add(block + "_2_pad", form.halvingPad(network.shape(network.last()), 3));
      network.add(block + "_2_conv", convolution(filters, 3).strides(stride));
    }
    normalized(network, block + "_2");
    network.add(block + "_3_conv", convolution(4 * filters, 1));
    network.add(block + "_3_bn", batchNormalization());
    network.add(block + "_add", new Add(), shortcut, network.last());
    network.add(block + "_out", new ActivationLayer(Activation.RELU));
  }

  private Conv2D convolution(int filters, int kernelSize) {
    Conv2D convolution = Conv2D.of(filters, kernelSize);
    return form == Form.KERAS ? convolution : convolution.withoutBias();
  }

  private void normalized(Architecture.Builder network, String name) {
    network.add(name + "_bn", batchNormalization());
    network.add(name + "_relu", new ActivationLayer(Activation.RELU));
  }

  private BatchNormalization batchNormalization() {
    return form.batchNormalization(0.99, 1.001e-5);
  }
}
