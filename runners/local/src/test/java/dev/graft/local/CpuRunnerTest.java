package dev.graft.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.groups.Tuple.tuple;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.plugin.Component;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.Runner;
import dev.graft.api.runner.SelfCheck;
import dev.graft.api.runner.TrainingLoop;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;

class CpuRunnerTest {
  private static final Device CPU = new Device(Device.Kind.CPU, 0, "Some processor");
  private static final Device GPU = new Device(Device.Kind.GPU, 0, "Some card");

  private final TrainingLoop loop = mock();
  private final Engine engine = mock();
  private final RunListener listener = new RunListener() {};

  private Placement placement(int threads) {
    when(engine.devices()).thenReturn(List.of(GPU, CPU));
    Experiment experiment = Experiments.on(engine);
    RunResult result =
        new RunResult(Path.of("out"), List.of(), 0, 1, new SelfCheck(0, 0, 1e-4, List.of()));
    when(loop.run(eq(experiment), any(), eq(listener))).thenReturn(result);

    assertThat(
            new CpuRunner(new CpuRunner.Settings(new Threads(threads)), loop)
                .run(experiment, listener))
        .isSameAs(result);

    ArgumentCaptor<Placement> placement = ArgumentCaptor.captor();
    verify(loop).run(eq(experiment), placement.capture(), eq(listener));
    return placement.getValue();
  }

  @Test
  void runsOnTheProcessorWithTheThreadsAskedFor() {
    assertThat(placement(3)).isEqualTo(new Placement(CPU, 3));
  }

  @Test
  void zeroThreadsMeansOneOnEachCore() {
    assertThat(placement(0).threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void anEngineWithoutTheProcessorIsABug() {
    when(engine.devices()).thenReturn(List.of(GPU));
    when(engine.description()).thenReturn("Mock 1.0");

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                new CpuRunner(new CpuRunner.Settings(new Threads(1)), loop)
                    .run(Experiments.on(engine), listener))
        .withMessageContaining("Mock 1.0");
  }

  @Test
  void refusesFewerThanNoThreads() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Threads(-1));
  }

  @Test
  void thePluginBringsTheRunners() {
    assertThat(new LocalPlugin().components())
        .extracting(Component::kind, Component::name, Component::type)
        .containsExactly(
            tuple(Runner.class, "cpu", CpuRunner.class),
            tuple(Runner.class, "gpu", GpuRunner.class));
  }
}
