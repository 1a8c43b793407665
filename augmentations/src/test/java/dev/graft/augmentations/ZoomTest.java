package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.augmentation.Fill.Mode;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZoomTest {
  private static final OptionalDouble LEFT_OUT = OptionalDouble.empty();

  private static Zoom ranging(double range, boolean keepProportions) {
    return new Zoom(
        new Zoom.Settings(
            OptionalDouble.of(range), LEFT_OUT, LEFT_OUT, keepProportions, Mode.NEAREST, 0));
  }

  @Test
  void belowOneZoomsIn() {
    Image image = Picture.grey("0 10 20", "30 40 50", "60 70 80");
    assertThat(Picture.rows(Picture.changed(image, Zoom.zoom(0.5, 0.5, Fill.nearest()))))
        .containsExactly("20 25 30", "35 40 45", "50 55 60");
  }

  @Test
  void aboveOneZoomsOut() {
    Image image =
        Picture.grey(
            "1 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15", "16 17 18 19 20", "21 22 23 24 25");
    Fill black = new Fill(Mode.CONSTANT, 0);
    assertThat(Picture.rows(Picture.changed(image, Zoom.zoom(2, 2, black))))
        .containsExactly("0 0 0 0 0", "0 1 3 5 0", "0 11 13 15 0", "0 21 23 25 0", "0 0 0 0 0");
  }

  @Test
  void widthAndHeightAreTheirOwn() {
    Image image = Picture.grey("1 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15");
    assertThat(Picture.rows(Picture.changed(image, Zoom.zoom(2, 1, Fill.nearest()))))
        .containsExactly("1 1 3 5 5", "6 6 8 10 10", "11 11 13 15 15");
    assertThat(Picture.rows(Picture.changed(image, Zoom.zoom(1, 0.5, Fill.nearest()))))
        .containsExactly("4 5 6 7 8", "6 7 8 9 10", "9 10 11 12 13");
  }

  @Test
  void factorsAreDrawnEvenlyFromTheRange() {
    Draws.of(ranging(0.2, true), Affine::xx).areEvenBetween(0.8, 1.2);
    Draws.of(ranging(0.2, false), Affine::yy).areEvenBetween(0.8, 1.2);
  }

  @Test
  void factorsAreDrawnEvenlyFromMinToMax() {
    Zoom closer =
        new Zoom(
            new Zoom.Settings(
                LEFT_OUT, OptionalDouble.of(0.6), OptionalDouble.of(1), true, Mode.NEAREST, 0));
    Draws.of(closer, Affine::yy).areEvenBetween(0.6, 1);
  }

  @Test
  void proportionsAreKeptUnlessToldOtherwise() {
    RandomGenerator random = new SplittableRandom(1);
    int alike = 0;
    for (int i = 0; i < 1000; i++) {
      Affine kept = ranging(0.2, true).draw(random, Draws.SIZE);
      assertThat(kept.xx()).isEqualTo(kept.yy());
      Affine apart = ranging(0.2, false).draw(random, Draws.SIZE);
      alike += (apart.xx() < 1) == (apart.yy() < 1) ? 1 : 0;
    }
    // Both in or both out as often as not, to five deviations.
    assertThat(alike).isCloseTo(500, within(80));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void aRangeIsBelowOne(double range) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranging(range, true))
        .withMessage("a zoom's range is in [0, 1), found " + range);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1.2, 0.8", "1, 11", "NaN, 1", "1, NaN"})
  void factorsArePositiveAndInOrder(double min, double max) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Zoom.Settings(
                    LEFT_OUT,
                    OptionalDouble.of(min),
                    OptionalDouble.of(max),
                    true,
                    Mode.NEAREST,
                    0))
        .withMessageContaining("found min " + min + ", max " + max);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-, -, -", "-, 0.8, -", "-, -, 1.2", "0.2, 0.8, 1.2"})
  void thereIsOneRangeOfFactors(Double range, Double min, Double max) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Zoom.Settings(
                    optional(range), optional(min), optional(max), true, Mode.NEAREST, 0))
        .withMessageContaining("either 'range', such as 0.2, or both 'min' and 'max'");
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? LEFT_OUT : OptionalDouble.of(value);
  }
}
