package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Shape;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ClassConstantsTest {
  private static ClassConstants of(Class<?> type) throws IOException {
    try (InputStream file =
        type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return ClassConstants.read(file);
    }
  }

  @Test
  void theClassesThatAClassKnowsAreFound() throws IOException {
    ClassConstants constants = of(Slopes.class);

    assertThat(constants.knows("dev/graft/testkit/reference/")).isTrue();
    assertThat(constants.knows("org/assertj/")).isTrue();
    assertThat(constants.knows("com/google/common/")).isFalse();
    assertThat(constants.version()).isEqualTo(61);
  }

  /** Only a method's descriptor tells of it. */
  @Test
  void oneThatIsOnlyPassedOnIsFound() throws IOException {
    assertThat(of(Passing.class).knows("dev/graft/api/")).isTrue();
    assertThat(of(Passing.class).knows("dev/graft/api/engine/")).isFalse();
  }

  interface Passing {
    Object pass(Shape shape);
  }
}
