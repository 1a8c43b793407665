package dev.graft.architectures;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.weights.WeightsReader;
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
        Component.of(
            Backbone.class,
            "mobilenet",
            MobileNet.class,
            MobileNet.Settings.class,
            "MobileNet (Howard et al. 2017), as in Keras Applications."),
        Component.of(
            Backbone.class,
            "mobilenet_v2",
            MobileNetV2.class,
            MobileNetV2.Settings.class,
            "MobileNetV2 (Sandler et al. 2018), as in Keras Applications."),
        Component.of(
            WeightsReader.class,
            "keras_h5",
            KerasHdf5WeightsReader.class,
            "Keras's legacy HDF5 weights (.h5), as Keras Applications publishes them."));
  }
}
