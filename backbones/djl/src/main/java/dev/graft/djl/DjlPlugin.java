package dev.graft.djl;

import dev.graft.api.backbone.Backbone;
import dev.graft.api.engine.Engine;
import dev.graft.api.layer.Layer;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.djl.imported.TorchScriptLayer;
import java.util.List;

/** The plugin of the DJL engine. */
public final class DjlPlugin implements Plugin {
  @Override
  public String id() {
    return "djl";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Engine.class,
            "djl",
            DjlEngine.class,
            "PyTorch through DJL: trains and infers on the CPU, or on a GPU where its library has"
                + " one."),
        Component.of(
            Backbone.class,
            "torchscript",
            TorchScriptBackbone.class,
            TorchScriptBackbone.Settings.class,
            "A network from a TorchScript file, frozen or trained as a whole; engine djl only."),
        Component.of(
            Backbone.class,
            "djl_zoo",
            DjlZooBackbone.class,
            DjlZooBackbone.Settings.class,
            "A network of DJL's model zoo, by its djl:// address; engine djl only."),
        Component.ofRecord(
            Layer.class,
            "torchscript",
            TorchScriptLayer.class,
            "A network from a TorchScript file, as the backbones torchscript and djl_zoo make it."));
  }
}
