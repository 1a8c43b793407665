package dev.graft.tensorflow;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Engine;
import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.tensorflow.imported.SavedModelBackbone;
import dev.graft.tensorflow.imported.SavedModelLayer;
import java.util.List;

/** The plugin of the TensorFlow engine. */
public final class TensorFlowPlugin implements Plugin {
  @Override
  public String id() {
    return "tensorflow";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Engine.class,
            "tensorflow",
            TensorFlowEngine.class,
            "TensorFlow Java: trains and infers on the CPU, or on a GPU where its library has one."),
        Component.of(
            Backbone.class,
            "saved_model",
            SavedModelBackbone.class,
            SavedModelBackbone.Settings.class,
            "A network from a SavedModel folder, frozen; engine tensorflow only."),
        Component.ofRecord(
            Layer.class,
            "saved_model",
            SavedModelLayer.class,
            "A network from a SavedModel folder, as the backbone saved_model makes it."));
  }
}
