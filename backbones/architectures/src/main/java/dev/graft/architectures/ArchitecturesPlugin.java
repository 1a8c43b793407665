package dev.graft.architectures;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.NoSettings;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.weights.WeightsCatalogue;
import dev.graft.api.weights.WeightsReader;
import dev.graft.architectures.catalogue.PublishedCatalogue;
import dev.graft.architectures.keras.KerasArchiveReader;
import dev.graft.architectures.keras.KerasHdf5WeightsReader;
import dev.graft.architectures.pytorch.TorchWeightsReader;
import java.util.List;

/** The plugin of the backbones that come with Graft, and of the readers of their weights. */
public final class ArchitecturesPlugin implements Plugin {
  @Override
  public String id() {
    return "architectures";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Backbone.class,
            "sequential",
            Sequential.class,
            Sequential.Settings.class,
            "Layers one after the other, as the experiment lists them."),
        backbone(MobileNet.PUBLICATION, MobileNet.class, MobileNet.Settings.class),
        backbone(MobileNetV2.PUBLICATION, MobileNetV2.class, MobileNetV2.Settings.class),
        backbone(MobileNetV3Small.PUBLICATION, MobileNetV3Small.class, MobileNetV3Settings.class),
        backbone(MobileNetV3Large.PUBLICATION, MobileNetV3Large.class, MobileNetV3Settings.class),
        backbone(EfficientNetB0.PUBLICATION, EfficientNetB0.class, EfficientNetSettings.class),
        backbone(EfficientNetB1.PUBLICATION, EfficientNetB1.class, EfficientNetSettings.class),
        backbone(EfficientNetB2.PUBLICATION, EfficientNetB2.class, EfficientNetSettings.class),
        backbone(EfficientNetB3.PUBLICATION, EfficientNetB3.class, EfficientNetSettings.class),
        backbone(ResNet50.PUBLICATION, ResNet50.class, ResNet50.Settings.class),
        backbone(ResNet50V2.PUBLICATION, ResNet50V2.class),
        backbone(DenseNet121.PUBLICATION, DenseNet121.class),
        backbone(InceptionV3.PUBLICATION, InceptionV3.class),
        backbone(Xception.PUBLICATION, Xception.class),
        backbone(Vgg16.PUBLICATION, Vgg16.class),
        backbone(Vgg19.PUBLICATION, Vgg19.class),
        backbone(SqueezeNet.PUBLICATION, SqueezeNet.class),
        Component.of(
            WeightsReader.class,
            "keras_h5",
            KerasHdf5WeightsReader.class,
            "Keras's HDF5 weights (.h5, .weights.h5), as Keras Applications publishes them."),
        Component.of(
            WeightsReader.class,
            "keras_archive",
            KerasArchiveReader.class,
            "A model as Keras 3 saves it (.keras)."),
        Component.of(
            WeightsReader.class,
            "pytorch",
            TorchWeightsReader.class,
            "A PyTorch state dict (.pth), as torchvision publishes it."),
        Component.of(
            WeightsCatalogue.class,
            "published",
            PublishedCatalogue.class,
            "Weights that Keras Applications, torchvision and others publish."));
  }

  private static Component<Backbone> backbone(
      Publication publication, Class<? extends Backbone> type, Class<? extends Record> settings) {
    return Component.of(
        Backbone.class, publication.type(), type, settings, publication.description());
  }

  private static Component<Backbone> backbone(
      Publication publication, Class<? extends Backbone> type) {
    return backbone(publication, type, NoSettings.class);
  }
}
