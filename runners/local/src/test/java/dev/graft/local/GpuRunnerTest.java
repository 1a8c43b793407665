package dev.graft.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import dev.graft.api.diagnosis.Diagnosis;
import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.runner.RunListener;
import dev.graft.api.runner.RunResult;
import dev.graft.api.runner.SelfCheck;
import dev.graft.api.runner.TrainingLoop;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GpuRunnerTest {
  private static final Device CPU = Device.cpu();
  private static final Device FIRST = new Device(Device.Kind.GPU, 0, "Some card");
  private static final Device SECOND = new Device(Device.Kind.GPU, 1, "Another card");

  private final TrainingLoop loop = mock();
  private final Engine engine = mock();
  private final RunListener listener = mock();

  @BeforeEach
  void describe() {
    when(engine.description()).thenReturn("Mock 1.0");
    when(engine.diagnosis()).thenReturn(diagnosis(Optional.empty()));
  }

  private static Diagnosis diagnosis(Optional<Problem> withoutGpu) {
    return new Diagnosis(
        "Mock 1.0",
        Optional.empty(),
        List.of(CPU),
        OptionalInt.empty(),
        List.of(),
        List.of(),
        List.of(),
        withoutGpu);
  }

  private RunResult run(int device, int threads) {
    return new GpuRunner(new GpuRunner.Settings(device, new Threads(threads)), loop)
        .run(Experiments.on(engine), listener);
  }

  @Test
  void runsOnTheGpuAskedForAndTellsWhichThatIs() {
    when(engine.devices()).thenReturn(List.of(CPU, FIRST, SECOND));
    RunResult result =
        new RunResult(Path.of("out"), List.of(), 0, 1, new SelfCheck(0, 0, 1e-4, List.of()));
    Experiment experiment = Experiments.on(engine);
    when(loop.run(experiment, new Placement(SECOND, 3), listener)).thenReturn(result);

    assertThat(
            new GpuRunner(new GpuRunner.Settings(1, new Threads(3)), loop)
                .run(experiment, listener))
        .isSameAs(result);

    verify(listener).message("Running on Another card (GPU 1) with Mock 1.0");
  }

  @Test
  void withoutAGpuStopsWithWhatTheEngineFoundAndNeverTakesTheProcessor() {
    when(engine.devices()).thenReturn(List.of(CPU));
    Problem problem = Problem.of("sees no GPU: found this and that").withRemedy("install the rest");
    when(engine.diagnosis()).thenReturn(diagnosis(Optional.of(problem)));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> run(0, 0))
        .satisfies(e -> assertThat(e.problems()).containsExactly(problem));
    verifyNoInteractions(loop);
    verify(listener, never()).message(any());
  }

  @Test
  void anEngineThatDoesNotKnowWhyIsNamed() {
    when(engine.devices()).thenReturn(List.of(CPU));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> run(0, 0))
        .withMessage(
            "Mock 1.0 sees no GPU; expected a GPU for the runner 'gpu'; use another engine, or the"
                + " runner 'cpu'");
    verifyNoInteractions(loop);
  }

  @Test
  void anotherGpuIsNoSubstituteEither() {
    when(engine.devices()).thenReturn(List.of(CPU, FIRST, SECOND));

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> run(2, 0))
        .withMessage(
            "runner.device: there is no GPU 2: Mock 1.0 sees Some card (GPU 0), Another card (GPU"
                + " 1); expected 0 or 1");
    verifyNoInteractions(loop);
  }

  @Test
  void refusesADeviceBelowZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GpuRunner.Settings(-1, new Threads(0)));
  }
}
