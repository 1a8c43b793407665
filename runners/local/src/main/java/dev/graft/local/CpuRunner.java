package dev.graft.local;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.plugin.Flat;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.TrainingLoop;
import jakarta.inject.Inject;

/** Trains on this machine's processor. */
public final class CpuRunner implements Runner {
  private final Settings settings;
  private final TrainingLoop loop;

  /** Settings of {@code cpu}. */
  public record Settings(@Flat Threads threads) {}

  /** Makes the runner. */
  @Inject
  public CpuRunner(Settings settings, TrainingLoop loop) {
    this.settings = settings;
    this.loop = loop;
  }

  @Override
  public RunResult run(Experiment experiment, RunListener listener) {
    Device cpu =
        experiment.engine().devices().stream()
            .filter(device -> device.kind() == Device.Kind.CPU)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        experiment.engine().description() + " does not know the CPU"));
    return loop.run(experiment, new Placement(cpu, settings.threads().count()), listener);
  }
}
