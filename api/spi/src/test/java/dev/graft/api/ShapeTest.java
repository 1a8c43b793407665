package dev.graft.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class ShapeTest {
  @Test
  void knowsItsSizes() {
    Shape shape = Shape.of(4, 5, 3);

    assertThat(shape.rank()).isEqualTo(3);
    assertThat(shape.height()).isEqualTo(4);
    assertThat(shape.width()).isEqualTo(5);
    assertThat(shape.channels()).isEqualTo(3);
    assertThat(shape.dimension(0)).isEqualTo(4);
    assertThat(shape.dimension(-2)).isEqualTo(5);
    assertThat(shape.size()).isEqualTo(60);
    assertThat(shape).hasToString("(4, 5, 3)");
  }

  @Test
  void aScalarHasOneElementAndNoChannels() {
    assertThat(Shape.of()).isEqualTo(Shape.scalar());
    assertThat(Shape.scalar().size()).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(() -> Shape.scalar().channels());
  }

  @Test
  void aVectorHasNoHeight() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Shape.of(7).height())
        .withMessageContaining("(7)");
  }

  @Test
  void isNotChangedThroughItsArrays() {
    int[] given = {2, 3};
    Shape shape = Shape.of(given);
    given[0] = 9;
    shape.dimensions()[1] = 9;

    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape).isNotEqualTo(Shape.of(3, 2));
  }

  @Test
  void refusesEmptyDimensionsAndSizesThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Shape.of(3, 0))
        .withMessageContaining("[3, 0]");
    Shape huge = Shape.of(1 << 16, 1 << 16);
    assertThat(huge.size()).isEqualTo(1L << 32);
    assertThatExceptionOfType(ArithmeticException.class).isThrownBy(huge::intSize);
  }
}
