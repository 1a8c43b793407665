package dev.graft.architectures.keras;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Variant;
import dev.graft.api.backbone.Backbone;
import dev.graft.architectures.DenseNet121;
import dev.graft.architectures.EfficientNetB0;
import dev.graft.architectures.EfficientNetB1;
import dev.graft.architectures.EfficientNetB2;
import dev.graft.architectures.EfficientNetB3;
import dev.graft.architectures.EfficientNetSettings;
import dev.graft.architectures.InceptionV3;
import dev.graft.architectures.MobileNet;
import dev.graft.architectures.MobileNetV2;
import dev.graft.architectures.MobileNetV3Large;
import dev.graft.architectures.MobileNetV3Settings;
import dev.graft.architectures.MobileNetV3Small;
import dev.graft.architectures.ResNet50;
import dev.graft.architectures.ResNet50V2;
import dev.graft.architectures.SqueezeNet;
import dev.graft.architectures.Vgg16;
import dev.graft.architectures.Vgg19;
import dev.graft.architectures.Xception;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which network a weights file is of, for the message that it is of another one. */
final class FamiliarNetworks {
  /** Some networks of Keras Applications by the name of a layer that only they have. */
  private static final Map<String, String> BY_LAYER =
      ordered(
          "block14_sepconv2", "Xception",
          "block5_conv4", "VGG19",
          "block5_conv3", "VGG16",
          "conv5_block3_3_conv", "ResNet-50",
          "res5c_branch2c", "ResNet-50 of Keras before 2.2.5, another network",
          "conv5_block16_2_conv", "DenseNet-121",
          "fire9/squeeze1x1", "SqueezeNet",
          "block7a_project_conv", "EfficientNet",
          "block_16_project", "MobileNetV2",
          "conv_pw_13", "MobileNet");

  private FamiliarNetworks() {}

  /** What a file looks like, in words, if it is familiar. */
  static Optional<String> describe(StoredModel model) {
    for (Map.Entry<String, Backbone> familiar : graftsOwn().entrySet()) {
      for (int channels : new int[] {3, 1}) {
        if (isOf(model, familiar.getValue(), channels)) {
          return Optional.of(
              "backbone {type: %s}, for %s images"
                  .formatted(familiar.getKey(), channels == 1 ? "greyscale" : "colour"));
        }
      }
    }
    Set<String> names = model.layers().stream().map(StoredLayer::name).collect(Collectors.toSet());
    return BY_LAYER.entrySet().stream()
        .filter(entry -> names.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static boolean isOf(StoredModel model, Backbone backbone, int channels) {
    Architecture network;
    try {
      network = backbone.architecture(new ImageSize(224, 224, channels));
    } catch (IllegalArgumentException e) {
      // It takes no images of so many channels.
      return false;
    }
    return new LayerMatching("", model, network).fits();
  }

  private static Map<String, Backbone> graftsOwn() {
    Map<String, Backbone> backbones = new LinkedHashMap<>();
    for (double alpha : new double[] {1, 0.25, 0.5, 0.75}) {
      backbones.put("mobilenet, alpha: " + alpha, new MobileNet(MobileNet.Settings.of(alpha)));
    }
    for (double alpha : new double[] {1, 0.35, 0.5, 0.75, 1.3, 1.4}) {
      backbones.put(
          "mobilenet_v2, alpha: " + alpha, new MobileNetV2(new MobileNetV2.Settings(alpha)));
    }
    for (double alpha : new double[] {1, 0.75}) {
      for (boolean minimalistic : new boolean[] {false, true}) {
        MobileNetV3Settings settings = new MobileNetV3Settings(alpha, minimalistic);
        String text = ", alpha: " + alpha + (minimalistic ? ", minimalistic: true" : "");
        backbones.put("mobilenet_v3_small" + text, new MobileNetV3Small(settings));
        backbones.put("mobilenet_v3_large" + text, new MobileNetV3Large(settings));
      }
    }
    EfficientNetSettings plain = new EfficientNetSettings(false);
    backbones.put("efficientnet_b0", new EfficientNetB0(plain));
    backbones.put("efficientnet_b1", new EfficientNetB1(plain));
    backbones.put("efficientnet_b2", new EfficientNetB2(plain));
    backbones.put("efficientnet_b3", new EfficientNetB3(plain));
    backbones.put("resnet50", new ResNet50(new ResNet50.Settings(Variant.KERAS)));
    backbones.put("resnet50_v2", new ResNet50V2());
    backbones.put("densenet121", new DenseNet121());
    backbones.put("inception_v3", new InceptionV3());
    backbones.put("xception", new Xception());
    backbones.put("vgg19", new Vgg19());
    backbones.put("vgg16", new Vgg16());
    backbones.put("squeezenet", new SqueezeNet());
    return backbones;
  }

  private static Map<String, String> ordered(String... pairs) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }
}
