package dev.graft.testkit.engine;

import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Padding;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Add;
import dev.graft.api.layers.AveragePooling2D;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Concatenate;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.GlobalMaxPooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.layers.Multiply;
import dev.graft.api.layers.Normalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.layers.Reshape;
import dev.graft.api.layers.SeparableConv2D;
import dev.graft.api.layers.ZeroPadding2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every built-in layer in several settings. */
final class LayerCases {
  private static final Shape IMAGE = Shape.of(6, 5, 3);
  private static final HeightWidth ONE = HeightWidth.of(1);
  private static final HeightWidth RECTANGLE = new HeightWidth(3, 2);

  private LayerCases() {}

  /** Networks of branches, each a layer, and one for each layer that merges others. */
  static List<Architecture> all() {
    List<Architecture> networks = new ArrayList<>();
    networks.addAll(over(IMAGE, Stream.of(Activation.values()).map(ActivationLayer::new).toList()));
    networks.addAll(over(IMAGE, ofImages()));
    networks.addAll(over(Shape.of(5), ofVectors()));
    networks.add(merging(new Add(), Conv2D.of(3, 3).same(), Conv2D.of(3, 1)));
    networks.add(merging(new Multiply(), Conv2D.of(3, 3).same(), Conv2D.of(3, 1)));
    networks.add(
        merging(new Multiply(), Conv2D.of(4, 1), Conv2D.of(4, 1), new GlobalMaxPooling2D(true)));
    networks.add(merging(new Concatenate(), Conv2D.of(2, 3).same(), Conv2D.of(3, 1)));
    return networks;
  }

  private static List<Layer> ofImages() {
    return List.of(
        Conv2D.of(4, 3).activation(Activation.RELU),
        new Conv2D(
            4,
            RECTANGLE,
            new HeightWidth(1, 2),
            Padding.SAME,
            true,
            Activation.LINEAR,
            Initializer.HE_UNIFORM),
        Conv2D.of(2, 1).withoutBias(),
        DepthwiseConv2D.of(3),
        new DepthwiseConv2D(
            RECTANGLE,
            HeightWidth.of(2),
            Padding.SAME,
            2,
            true,
            Activation.TANH,
            Initializer.GLOROT_UNIFORM),
        new SeparableConv2D(4, HeightWidth.of(3), ONE, Padding.VALID, 1, true, Activation.LINEAR),
        new DepthwiseConv2D(
            HeightWidth.of(2),
            ONE,
            Padding.VALID,
            1,
            false,
            Activation.LINEAR,
            Initializer.HE_UNIFORM),
        new SeparableConv2D(
            5, RECTANGLE, HeightWidth.of(2), Padding.SAME, 2, false, Activation.RELU6),
        BatchNormalization.of(0.9, 1e-3),
        new BatchNormalization(0.99, 1e-5, false, true),
        new BatchNormalization(0.99, 1e-3, true, false),
        new BatchNormalization(0.5, 1e-2, false, false),
        MaxPooling2D.of(2),
        MaxPooling2D.same(3, 2),
        AveragePooling2D.of(2),
        AveragePooling2D.same(3, 2),
        new GlobalAveragePooling2D(false),
        new GlobalAveragePooling2D(true),
        new GlobalMaxPooling2D(false),
        new GlobalMaxPooling2D(true),
        new ZeroPadding2D(1, 2, 0, 3),
        new ZeroPadding2D(0, 1, 2, 0),
        new Flatten(),
        new Dropout(0.4),
        new Dropout(0),
        Dropout.ofExamples(0.4),
        new Dropout(0.4, Optional.of(List.of(1, 1, 3))),
        Reshape.of(5, 18),
        Reshape.of(3, -1, 2),
        new Normalization(),
        new Rescaling(1 / 127.5, -1),
        new Rescaling(2, 0),
        new ChannelNormalization(List.of(0.4, 0.5, 0.6), List.of(0.2, 0.3, 0.4)),
        new ChannelNormalization(List.of(0.0, -1.0, 2.0), List.of(1.0, 0.5, 3.0)),
        new BgrMeanSubtraction(List.of(1.0, 0.0, -2.5)),
        BgrMeanSubtraction.imagenet());
  }

  private static List<Layer> ofVectors() {
    return List.of(
        Dense.of(4),
        new Dense(3, false, Activation.SIGMOID, Initializer.HE_UNIFORM),
        BatchNormalization.of(0.9, 1e-3),
        new Dropout(0.3),
        new Normalization(),
        Reshape.of(1, 1, 5));
  }

  private static List<Architecture> over(Shape input, List<? extends Layer> layers) {
    Branches branches = new Branches("layers over " + input, Input.features(input));
    layers.forEach(layer -> branches.add(layer.toString(), List.of(new OffsetLayer(), layer)));
    return branches.networks();
  }

  /** Two branches, the second of one or two layers, and what merges them. */
  private static Architecture merging(Layer merge, Layer first, Layer... second) {
    Architecture.Builder net =
        Architecture.builder(
            merge + " of " + first + " and " + List.of(second), Input.features(IMAGE));
    net.add("offset", new OffsetLayer());
    String one = net.add("first", first, "offset");
    String two = "offset";
    for (int i = 0; i < second.length; i++) {
      two = net.add("second_" + i, second[i], two);
    }
    // One tensor comes in twice.
    net.add("merge", merge, one, two, one);
    net.add("flatten", new Flatten());
    return net.build();
  }
}
