package dev.graft.local;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.runner.Runner;
import java.util.List;

/** The runners of this machine. */
public final class LocalPlugin implements Plugin {
  @Override
  public String id() {
    return "local";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Runner.class,
            "cpu",
            CpuRunner.class,
            CpuRunner.Settings.class,
            "Trains on this machine's processor."),
        Component.of(
            Runner.class,
            "gpu",
            GpuRunner.class,
            GpuRunner.Settings.class,
            "Trains on a GPU of this machine, or not at all."));
  }
}
