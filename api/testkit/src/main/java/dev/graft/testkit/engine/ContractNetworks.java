package dev.graft.testkit.engine;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;

/** The networks that contracts train. */
final class ContractNetworks {
  /** Size of the pictures that {@link #cnn} takes. */
  static final ImageSize PICTURE = ImageSize.rgb(11, 10);

  /** Number of classes that {@link #cnn} tells apart. */
  static final int CLASSES = 3;

  private ContractNetworks() {}

  /**
   * A small convolutional network with one of everything that a real one has: preprocessing,
   * strides, uneven padding, batch normalisation with and without an activation after it, a
   * residual sum, branches side by side, dropout and a head.
   *
   * @param dropout rate of its dropout layer
   */
  static Architecture cnn(double dropout) {
    Architecture.Builder net = Architecture.builder("small cnn", Input.image(PICTURE));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("stem_pad", new ZeroPadding2D(0, 1, 0, 1));
    net.add("stem", Conv2D.of(6, 3).strides(2).withoutBias());
    net.add("stem_bn", BatchNormalization.of(0.9, 1e-3));
    String stem = net.add("stem_relu", new ActivationLayer(Activation.RELU6));
    net.add("expand", Conv2D.of(8, 1).same().withoutBias());
    net.add("expand_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("expand_swish", new ActivationLayer(Activation.SWISH));
    net.add("depthwise", DepthwiseConv2D.of(3).same());
    net.add("depthwise_bn", BatchNormalization.of(0.99, 1e-3));
    net.add("project", Conv2D.of(6, 1).same());
    String sum = net.add("add", new Add(), "project", stem);
    String wide =
        net.add(
            "separable",
            new SeparableConv2D(
                5, HeightWidth.of(3), HeightWidth.of(1), Padding.SAME, 2, true, Activation.TANH),
            sum);
    net.add("concatenate", new Concatenate(), sum, wide);
    net.add("pool", MaxPooling2D.same(3, 2));
    net.add("gap", new GlobalAveragePooling2D(false));
    net.add("dropout", new Dropout(dropout));
    net.add("hidden", new Dense(7, true, Activation.GELU, Dense.of(7).kernelInitializer()));
    net.add("scores", Dense.of(CLASSES));
    return net.build();
  }

  /**
   * Two convolutions and a dense layer, quick to train, without randomness. No parameter has a
   * gradient that is always 0 (as a bias below batch normalisation has): Adam would make steps of
   * its rounding.
   *
   * @param classes number of outputs
   */
  static Architecture plain(int classes) {
    Architecture.Builder net = Architecture.builder("plain cnn", Input.image(PICTURE));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    net.add("conv_1", Conv2D.of(4, 3).withoutBias());
    net.add("conv_1_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("conv_1_tanh", new ActivationLayer(Activation.TANH));
    net.add("conv_2", Conv2D.of(5, 3).strides(2).withoutBias());
    net.add("conv_2_bn", BatchNormalization.of(0.9, 1e-3));
    net.add("conv_2_swish", new ActivationLayer(Activation.SWISH));
    net.add("flatten", new Flatten());
    net.add("scores", Dense.of(classes));
    return net.build();
  }
}
