package dev.graft.engines;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.GlobalMaxPooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;

/** A few layers of each kind, as networks that the reference engine trains in a moment. */
enum SmallNetworks {
  /** As in every introduction, with Keras's default of a bias below batch normalisation. */
  CONVOLUTIONS {
    @Override
    Architecture.Builder layers(Architecture.Builder net) {
      net.add("conv_1", Conv2D.of(6, 3).same());
      net.add("bn_1", BatchNormalization.of(0.9, 1e-3));
      net.add("relu_1", new ActivationLayer(Activation.RELU));
      net.add("pool_1", MaxPooling2D.of(2));
      net.add("dropout_1", new Dropout(0.25));
      net.add("conv_2", Conv2D.of(8, 3).withoutBias());
      net.add("bn_2", BatchNormalization.of(0.9, 1e-3));
      net.add("relu_2", new ActivationLayer(Activation.RELU));
      net.add("pool_2", MaxPooling2D.same(3, 2));
      net.add("flatten", new Flatten());
      net.add("dropout_2", new Dropout(0.5));
      net.add("hidden", new Dense(12, true, Activation.RELU, Dense.of(1).kernelInitializer()));
      return net;
    }
  },
  /** MobileNetV2's block: uneven padding, a stride of 2, depthwise, a residual sum. */
  INVERTED_RESIDUAL {
    @Override
    Architecture.Builder layers(Architecture.Builder net) {
      net.add("stem", Conv2D.of(6, 3).strides(2).same().withoutBias());
      net.add("stem_bn", BatchNormalization.of(0.99, 1e-3));
      String stem = net.add("stem_relu", new ActivationLayer(Activation.RELU6));
      net.add("expand", Conv2D.of(12, 1).same().withoutBias());
      net.add("expand_bn", BatchNormalization.of(0.99, 1e-3));
      net.add("expand_relu", new ActivationLayer(Activation.RELU6));
      net.add("depthwise", DepthwiseConv2D.of(3).same());
      net.add("depthwise_bn", BatchNormalization.of(0.99, 1e-3));
      net.add("depthwise_relu", new ActivationLayer(Activation.RELU6));
      net.add("project", Conv2D.of(6, 1).same().withoutBias());
      net.add("project_bn", BatchNormalization.of(0.99, 1e-3));
      net.add("add", new Add(), "project_bn", stem);
      net.add("pad", new ZeroPadding2D(0, 1, 0, 1));
      net.add("down", DepthwiseConv2D.of(3).strides(2));
      net.add("gap", new GlobalAveragePooling2D(false));
      net.add("dropout", new Dropout(0.2));
      return net;
    }
  },
  /** Xception's: separable convolutions, poolings side by side. */
  SEPARABLE {
    @Override
    Architecture.Builder layers(Architecture.Builder net) {
      net.add("stem", Conv2D.of(5, 3).strides(2));
      String swish = net.add("stem_swish", new ActivationLayer(Activation.SWISH));
      net.add(
          "separable_1",
          new SeparableConv2D(
              7, HeightWidth.of(3), HeightWidth.of(1), Padding.SAME, 2, true, Activation.TANH));
      net.add("separable_bn", BatchNormalization.of(0.99, 1e-3));
      String most = net.add("most", MaxPooling2D.same(3, 2));
      String mean = net.add("mean", AveragePooling2D.same(3, 2), swish);
      net.add("concatenate", new Concatenate(), most, mean);
      net.add(
          "separable_2",
          new SeparableConv2D(
              8, HeightWidth.of(3), HeightWidth.of(1), Padding.VALID, 1, false, Activation.GELU));
      net.add("dropout", new Dropout(0.3));
      net.add("highest", new GlobalMaxPooling2D(false));
      return net;
    }
  };

  abstract Architecture.Builder layers(Architecture.Builder net);

  /** From pictures to scores. */
  Architecture network(ImageSize size, int outputs) {
    Architecture.Builder net = Architecture.builder(name(), Input.image(size));
    net.add("rescaling", new Rescaling(1 / 127.5, -1));
    layers(net).add("scores", Dense.of(outputs));
    return net.build();
  }
}
