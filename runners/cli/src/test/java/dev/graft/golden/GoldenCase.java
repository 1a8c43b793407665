package dev.graft.golden;

import dev.graft.api.ImageSize;
import dev.graft.api.Labels;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.head.Head;
import dev.graft.api.layer.Activation;
import dev.graft.api.layer.Initializer;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.ActivationLayer;
import dev.graft.api.layers.Conv2D;
import dev.graft.api.layers.Dense;
import dev.graft.api.layers.Dropout;
import dev.graft.api.layers.Flatten;
import dev.graft.api.layers.GlobalAveragePooling2D;
import dev.graft.api.layers.MaxPooling2D;
import dev.graft.architectures.DenseNet121;
import dev.graft.architectures.EfficientNetB0;
import dev.graft.architectures.EfficientNetB1;
import dev.graft.architectures.EfficientNetSettings;
import dev.graft.architectures.InceptionV3;
import dev.graft.architectures.MobileNet;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.MobileNetV3Large;
import dev.graft.architectures.MobileNetV3Settings;
import dev.graft.architectures.MobileNetV3Small;
import dev.graft.architectures.ResNet50;
import dev.graft.architectures.ResNet50V2;
import dev.graft.architectures.Sequential;
import dev.graft.architectures.Vgg16;
import dev.graft.architectures.Vgg19;
import dev.graft.architectures.Xception;
import dev.graft.heads.LogitHead;
import dev.graft.heads.SoftmaxHead;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** A golden network as Graft builds it, and how its outputs become the golden features. */
enum GoldenCase {
  /** The CNN of Keras's MNIST example; its features are the probabilities of the ten digits. */
  MNIST,
  /** Cats and dogs; its one feature is the probability of the second class. */
  RANDOM_MODEL,
  /** Pooled features. */
  MOBILENET,
  /** Pooled features. */
  MOBILENETV2_035_96,
  /** Pooled features. */
  MOBILENETV2,
  /** Pooled features. */
  MOBILENET_V3_SMALL,
  /** Pooled features. */
  MOBILENET_V3_LARGE,
  /** Pooled features. */
  EFFICIENTNETB0,
  /** Pooled features. */
  EFFICIENTNET_B1,
  /** Pooled features. */
  RESNET50,
  /** Pooled features. */
  RESNET50_V2,
  /** Pooled features. */
  DENSENET121,
  /** Pooled features. */
  INCEPTION_V3,
  /** Pooled features. */
  XCEPTION,
  /** Pooled features. */
  VGG16,
  /** Pooled features. */
  VGG19;

  private static final Head SOFTMAX =
      new SoftmaxHead(new SoftmaxHead.Settings(Optional.empty(), 0));
  private static final Head LOGIT = new LogitHead(new LogitHead.Settings(Optional.empty(), 0, 0.5));

  /** What Keras says of it. */
  GoldenNetwork golden() {
    return GoldenNetwork.read(name().toLowerCase(Locale.ROOT));
  }

  /** From pictures to features, or to scores below a head's decision. */
  Architecture network() {
    return switch (this) {
      case MNIST -> with(mnist(), SOFTMAX, 10);
      case RANDOM_MODEL -> with(catsAndDogs(), LOGIT, 2);
      case MOBILENET -> pooled(new MobileNet(MobileNet.Settings.of(1)), 160);
      case MOBILENETV2_035_96 -> pooled(mobileNetV2(0.35, 96));
      case MOBILENETV2 -> pooled(mobileNetV2(1, 160));
      case MOBILENET_V3_SMALL -> pooled(new MobileNetV3Small(MobileNetV3Settings.of(1)), 128);
      case MOBILENET_V3_LARGE -> pooled(new MobileNetV3Large(MobileNetV3Settings.of(1)), 128);
      case EFFICIENTNETB0 -> pooled(new EfficientNetB0(new EfficientNetSettings(false)), 224);
      case EFFICIENTNET_B1 -> pooled(new EfficientNetB1(new EfficientNetSettings(false)), 128);
      case RESNET50 -> pooled(new ResNet50(new ResNet50.Settings(Variant.KERAS)), 224);
      case RESNET50_V2 -> pooled(new ResNet50V2(), 128);
      case DENSENET121 -> pooled(new DenseNet121(), 128);
      case INCEPTION_V3 -> pooled(new InceptionV3(), 150);
      case XCEPTION -> pooled(new Xception(), 150);
      case VGG16 -> pooled(new Vgg16(), 64);
      case VGG19 -> pooled(new Vgg19(), 64);
    };
  }

  /** The golden features that one example's output stands for. */
  double[] features(float[] output) {
    return switch (this) {
      case MNIST -> SOFTMAX.decision().probabilities(output);
      // Keras's one output is the probability of the second class.
      case RANDOM_MODEL -> Arrays.copyOfRange(LOGIT.decision().probabilities(output), 1, 2);
      default -> IntStream.range(0, output.length).mapToDouble(i -> output[i]).toArray();
    };
  }

  private static Architecture with(Architecture body, Head head, int classes) {
    Labels labels = new Labels(IntStream.range(0, classes).mapToObj(Integer::toString).toList());
    return body.then(body.name(), head.layers(body.outputShape(), labels));
  }

  static Architecture mobileNetV2(double alpha, int side) {
    return new MobileNetV2(new MobileNetV2.Settings(alpha)).architecture(square(side));
  }

  static Architecture pooled(Architecture body) {
    Architecture.Builder pooling =
        Architecture.builder("pooling", Input.features(body.outputShape()));
    pooling.add("pooled", new GlobalAveragePooling2D(false));
    return body.then(body.name(), pooling.build());
  }

  private static Architecture pooled(Backbone backbone, int side) {
    return pooled(backbone.architecture(square(side)));
  }

  static Architecture mnist() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {32, 64}) {
      layers.add(Conv2D.of(filters, 3).activation(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.5));
    }
    layers.add(new Flatten());
    layers.add(dense(150));
    layers.add(new Dropout(0.5));
    return sequential(layers, new ImageSize(28, 28, 1));
  }

  private static Architecture catsAndDogs() {
    List<Layer> layers = new ArrayList<>();
    for (int filters : new int[] {16, 32, 64, 64}) {
      layers.add(Conv2D.of(filters, 3));
      layers.add(new ActivationLayer(Activation.RELU));
      layers.add(MaxPooling2D.of(2));
      layers.add(new Dropout(0.2));
    }
    layers.add(new Flatten());
    layers.add(dense(512));
    layers.add(new Dropout(0.2));
    return sequential(layers, square(150));
  }

  private static ImageSize square(int side) {
    return ImageSize.rgb(side, side);
  }

  private static Dense dense(int units) {
    return new Dense(units, true, Activation.RELU, Initializer.GLOROT_UNIFORM);
  }

  private static Architecture sequential(List<Layer> layers, ImageSize size) {
    List<NamedLayer> named = layers.stream().map(NamedLayer::of).toList();
    return new Sequential(Sequential.Settings.of(named)).architecture(size);
  }
}
