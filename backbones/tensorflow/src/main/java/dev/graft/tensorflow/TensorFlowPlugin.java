package dev.graft.tensorflow;

import dev.graft.api.engine.Engine;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
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
            "TensorFlow Java: trains and infers on the CPU, or on a GPU where its library has one."));
  }
}
