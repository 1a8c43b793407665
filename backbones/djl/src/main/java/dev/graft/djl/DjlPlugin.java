package dev.graft.djl;

import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
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
                + " one."));
  }
}
