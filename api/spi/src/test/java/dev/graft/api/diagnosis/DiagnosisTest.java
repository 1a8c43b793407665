package dev.graft.api.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import dev.graft.api.engine.Device;
import dev.graft.api.engine.Engine;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The diagnosis of an engine that makes none of its own. */
class DiagnosisTest {
  private final Engine engine = mock(Engine.class, CALLS_REAL_METHODS);

  @Test
  void tellsItsDescriptionAndDevices() {
    doReturn("Some library 1.0").when(engine).description();
    doReturn(List.of(Device.cpu())).when(engine).devices();

    Diagnosis diagnosis = engine.diagnosis();

    assertThat(diagnosis.works()).isTrue();
    assertThat(diagnosis.library()).isEqualTo("Some library 1.0");
    assertThat(diagnosis.devices()).containsExactly(Device.cpu());
    assertThat(diagnosis.withoutGpu()).isEmpty();
  }

  @Test
  void tellsWhatIsMissingInsteadOfThrowing() {
    Problem problem = Problem.of("the library is missing");
    doThrow(new ProblemException(problem)).when(engine).description();

    Diagnosis diagnosis = engine.diagnosis();

    assertThat(diagnosis.works()).isFalse();
    assertThat(diagnosis.problems()).containsExactly(problem);
    assertThat(diagnosis.devices()).isEmpty();
  }
}
