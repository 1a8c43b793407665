package dev.graft.assembly;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.InferenceNetwork;
import dev.graft.api.engine.Placement;
import dev.graft.api.engine.TrainingNetwork;
import dev.graft.api.engine.TrainingProgram;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.weights.Weights;
import java.util.List;

/** Stands in for the engine: any use of it would load a native library, and fails. */
public final class UnusedEngine implements Plugin {
  @Override
  public String id() {
    return "unused-engine";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(Component.of(Engine.class, "tensorflow", Unused.class, "Fails if it is used."));
  }

  static final class Unused implements Engine {
    @Override
    public String description() {
      throw used();
    }

    @Override
    public List<Device> devices() {
      throw used();
    }

    @Override
    public InferenceNetwork infer(Architecture architecture, Weights weights, Placement placement) {
      throw used();
    }

    @Override
    public TrainingNetwork train(TrainingProgram program, Weights weights, Placement placement) {
      throw used();
    }

    private static AssertionError used() {
      return new AssertionError("the engine was used while an experiment was assembled");
    }
  }
}
