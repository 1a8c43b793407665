package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.BatchNormalization;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.DepthwiseConv2D;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.api.weights.FloatTensor;
import dev.graft.api.weights.Weights;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The networks whose parameters are known from Keras. */
public final class KnownNetworks {
  private KnownNetworks() {}

  /** The MNIST CNN below its last dense layer. */
  public static Architecture mnist() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {32, 64}) {
      layers.add(Conv2D.of(filters, 3).activation(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.5));
    }
    layers.add(new Flatten());
    layers.add(relu(150));
    layers.add(new Dropout(0.5));
    return sequential(layers).architecture(new ImageSize(28, 28, 1));
  }

  /** The cats-and-dogs CNN below its last dense layer. */
  public static Architecture catsAndDogs() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {16, 32, 64, 64}) {
      layers.add(Conv2D.of(filters, 3));
      layers.add(new ActivationLayer(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.2));
    }
    layers.add(new Flatten());
    layers.add(relu(512));
    layers.add(new Dropout(0.2));
    return sequential(layers).architecture(ImageSize.rgb(150, 150));
  }

  /**
   * A small network with layers of four kinds that have weights.
   *
   * @param kernel height and width of its first kernel
   * @param units outputs of its last layer
   */
  public static Architecture small(int kernel, int units) {
    return sequential(
            List.of(
                Conv2D.of(4, kernel),
                BatchNormalization.of(0.9, 0.001),
                DepthwiseConv2D.of(3),
                BatchNormalization.of(0.9, 0.001),
                new GlobalAveragePooling2D(false),
                Dense.of(units)))
        .architecture(ImageSize.rgb(16, 16));
  }

  /** With a last dense layer, named as Keras names the second. */
  public static Architecture withDense(Architecture body, int units) {
    Architecture.Builder top = Architecture.builder("top", Input.features(body.outputShape()));
    top.add("dense_1", Dense.of(units));
    return body.then(body.name(), top.build());
  }

  public static Sequential sequential(List<Layer> layers) {
    return new Sequential(Sequential.Settings.of(layers.stream().map(NamedLayer::of).toList()));
  }

  public static Architecture mobileNet(double alpha, int side) {
    return new MobileNet(MobileNet.Settings.of(alpha)).architecture(ImageSize.rgb(side, side));
  }

  public static Architecture mobileNetV2(double alpha, int side) {
    return new MobileNetV2(new MobileNetV2.Settings(alpha)).architecture(ImageSize.rgb(side, side));
  }

  /** A network without settings, or with those it has by default, by its name in files. */
  public static Architecture published(String type, ImageSize input) {
    return backbone(type).architecture(input);
  }

  private static Backbone backbone(String type) {
    EfficientNetSettings efficient = new EfficientNetSettings(false);
    return switch (type) {
      case "mobilenet" -> new MobileNet(MobileNet.Settings.of(1));
      case "mobilenet_v2" -> new MobileNetV2(new MobileNetV2.Settings(1));
      case "mobilenet_v3_small" -> new MobileNetV3Small(MobileNetV3Settings.of(1));
      case "mobilenet_v3_large" -> new MobileNetV3Large(MobileNetV3Settings.of(1));
      case "efficientnet_b0" -> new EfficientNetB0(efficient);
      case "efficientnet_b1" -> new EfficientNetB1(efficient);
      case "efficientnet_b2" -> new EfficientNetB2(efficient);
      case "efficientnet_b3" -> new EfficientNetB3(efficient);
      case "resnet50" -> new ResNet50(new ResNet50.Settings(Variant.KERAS));
      case "resnet50_v2" -> new ResNet50V2();
      case "densenet121" -> new DenseNet121();
      case "inception_v3" -> new InceptionV3();
      case "xception" -> new Xception();
      case "vgg16" -> new Vgg16();
      case "vgg19" -> new Vgg19();
      case "squeezenet" -> new SqueezeNet();
      default -> throw new IllegalArgumentException("no network " + type);
    };
  }

  private static Dense relu(int units) {
    return new Dense(units, true, Activation.RELU, Initializer.GLOROT_UNIFORM);
  }

  public static Architecture dense(int units) {
    return new Sequential(
            new Sequential.Settings(
                List.of(
                    NamedLayer.of(new GlobalAveragePooling2D(false)),
                    NamedLayer.of(Dense.of(units))),
                OptionalDouble.of(1),
                0))
        .architecture(ImageSize.rgb(2, 2));
  }

  /** Every element another number, so that no mix-up stays unseen. */
  public static Weights numbered(Architecture network) {
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    int next = 1;
    for (Map.Entry<String, FloatTensor> entry : Weights.initial(network, 1).tensors().entrySet()) {
      float[] values = new float[entry.getValue().values().length];
      for (int i = 0; i < values.length; i++) {
        values[i] = next++;
      }
      tensors.put(entry.getKey(), new FloatTensor(entry.getValue().shape(), values));
    }
    return Weights.of(tensors);
  }
}
