package dev.graft.local;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.TrainingLoop;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trains on a GPU of this machine. Without the GPU it is told to use it stops before anything is
 * read or written, and never takes the processor instead.
 */
public final class GpuRunner implements Runner {
  private final Settings settings;
  private final TrainingLoop loop;

  /** Settings of {@code gpu}. */
  public record Settings(
      @Setting(
              value = "Which of the GPUs that the engine sees; `graft doctor` lists them.",
              defaultValue = "0",
              min = 0)
          int device,
      @Flat Threads threads) {
    /** Checks the range. */
    public Settings {
      if (device < 0) {
        throw new IllegalArgumentException("device is at least 0, found " + device);
      }
    }
  }

  /** Makes the runner. */
  @Inject
  public GpuRunner(Settings settings, TrainingLoop loop) {
    this.settings = settings;
    this.loop = loop;
  }

  /**
   * Trains on the GPU, and tells the listener which one that is.
   *
   * @throws ProblemException if there is no such GPU: what was looked for, what was found and what
   *     to install
   */
  @Override
  public RunResult run(Experiment experiment, RunListener listener) {
    Engine engine = experiment.engine();
    Device gpu = gpu(engine);
    listener.message("Running on %s with %s".formatted(gpu, engine.description()));
    return loop.run(experiment, new Placement(gpu, settings.threads().count()), listener);
  }

  private Device gpu(Engine engine) {
    List<Device> gpus =
        engine.devices().stream().filter(device -> device.kind() == Device.Kind.GPU).toList();
    return gpus.stream()
        .filter(device -> device.index() == settings.device())
        .findFirst()
        .orElseThrow(
            () -> new ProblemException(gpus.isEmpty() ? noGpu(engine) : noSuchGpu(engine, gpus)));
  }

  /** The engine knows best why it sees none. */
  private static Problem noGpu(Engine engine) {
    return engine
        .diagnosis()
        .withoutGpu()
        .orElseGet(
            () ->
                Problem.of("%s sees no GPU".formatted(engine.description()))
                    .expecting("a GPU for the runner 'gpu'")
                    .withRemedy("use another engine, or the runner 'cpu'"));
  }

  private Problem noSuchGpu(Engine engine, List<Device> gpus) {
    return Problem.of(
            "there is no GPU %d: %s sees %s"
                .formatted(
                    settings.device(),
                    engine.description(),
                    gpus.stream().map(Device::toString).collect(Collectors.joining(", "))))
        .withSubject("runner.device")
        .expecting(
            gpus.stream()
                .map(device -> Integer.toString(device.index()))
                .collect(Collectors.joining(" or ")));
  }
}
