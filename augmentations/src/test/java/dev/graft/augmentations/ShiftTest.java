package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Image;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.augmentation.Fill.Mode;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShiftTest {
  private static final Image WIDE = Picture.grey("1 2 3 4", "5 6 7 8", "9 10 11 12");

  private static Shift shift(double width, double height) {
    return new Shift(
        new Shift.Settings(OptionalDouble.of(width), OptionalDouble.of(height), Mode.NEAREST, 0));
  }

  @Test
  void positiveSharesMoveRightAndDown() {
    assertThat(Picture.rows(Picture.changed(WIDE, Shift.shift(1, 0, Fill.nearest()))))
        .containsExactly("1 1 2 3", "5 5 6 7", "9 9 10 11");
    assertThat(Picture.rows(Picture.changed(WIDE, Shift.shift(0, 2, Fill.nearest()))))
        .containsExactly("1 2 3 4", "1 2 3 4", "1 2 3 4");
    assertThat(Picture.rows(Picture.changed(WIDE, Shift.shift(-2, -1, Fill.nearest()))))
        .containsExactly("7 8 8 8", "11 12 12 12", "11 12 12 12");
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 0, 5 5 6 7",
    "CONSTANT, 77, 77 5 6 7",
    "REFLECT, 0, 5 5 6 7",
    "WRAP, 0, 8 5 6 7"
  })
  void fillsWhatIsUncovered(Mode mode, double value, String middle) {
    Image changed = Picture.changed(WIDE, Shift.shift(1, 0, new Fill(mode, value)));
    assertThat(Picture.rows(changed)[1]).isEqualTo(middle);
  }

  @Test
  void partsOfAPixelMixTwo() {
    assertThat(Picture.rows(Picture.changed(WIDE, Shift.shift(0, 0.25, Fill.nearest()))))
        .containsExactly("1 2 3 4", "4 5 6 7", "8 9 10 11");
  }

  @Test
  void sharesAreOfTheSizeAndDrawnEvenly() {
    Draws.of(shift(0.1, 0.25), Affine::x0).areEvenBetween(-6.1, 6.1);
    Draws.of(shift(0.1, 0.25), Affine::y0).areEvenBetween(-10, 10);
  }

  @Test
  void whatIsLeftOutDoesNotMove() {
    Shift sideways =
        new Shift(
            new Shift.Settings(OptionalDouble.of(0.5), OptionalDouble.empty(), Mode.NEAREST, 0));
    Affine drawn = Draws.one(sideways);
    assertThat(drawn.x0()).isNotZero();
    assertThat(drawn.y0()).isZero();
  }

  @Test
  void somethingIsMoved() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Shift.Settings(OptionalDouble.empty(), OptionalDouble.empty(), Mode.NEAREST, 0))
        .withMessageContaining("'width', 'height' or both");
  }

  @ParameterizedTest
  @CsvSource({"1.1, 0, width", "-0.1, 0, width", "0, 40, height", "0, NaN, height"})
  void aShareIsAtMostTheWhole(double width, double height, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> shift(width, height))
        .withMessageContaining("a shift's " + named + " is a share in [0, 1], found ");
  }
}
