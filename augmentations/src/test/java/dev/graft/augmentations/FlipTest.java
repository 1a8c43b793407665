package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.augmentations.Flip.Direction;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlipTest {
  private static final Image WIDE =
      Picture.grey("1 2 3 4 5", "6 7 8 9 10", "11 12 13 14 15", "16 17 18 19 20");

  private static Affine always(Direction direction) {
    return new Flip(new Flip.Settings(direction, 1)).draw(new SplittableRandom(0), WIDE.size());
  }

  @Test
  void horizontalSwapsLeftAndRight() {
    assertThat(Picture.rows(Picture.changed(WIDE, always(Direction.HORIZONTAL))))
        .containsExactly("5 4 3 2 1", "10 9 8 7 6", "15 14 13 12 11", "20 19 18 17 16");
  }

  @Test
  void verticalTurnsUpsideDown() {
    assertThat(Picture.rows(Picture.changed(WIDE, always(Direction.VERTICAL))))
        .containsExactly("16 17 18 19 20", "11 12 13 14 15", "6 7 8 9 10", "1 2 3 4 5");
  }

  @Test
  void bothDoesBoth() {
    assertThat(Picture.rows(Picture.changed(WIDE, always(Direction.BOTH))))
        .containsExactly("20 19 18 17 16", "15 14 13 12 11", "10 9 8 7 6", "5 4 3 2 1");
  }

  @Test
  void coloursStayWithTheirPixels() {
    Image image = Picture.noise(ImageSize.rgb(3, 5), 1);
    Image flipped = Picture.changed(image, always(Direction.HORIZONTAL));
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 5; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(flipped.at(y, x, channel)).isEqualTo(image.at(y, 4 - x, channel));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Direction.class)
  void neverAtProbabilityZero(Direction direction) {
    Flip flip = new Flip(new Flip.Settings(direction, 0));
    RandomGenerator random = new SplittableRandom(3);
    for (int i = 0; i < 1000; i++) {
      assertThat(flip.draw(random, WIDE.size()).isIdentity()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0.2})
  void flipsAsOftenAsTold(double probability) {
    Flip flip = new Flip(new Flip.Settings(Direction.HORIZONTAL, probability));
    RandomGenerator random = new SplittableRandom(4);
    int flips = 0;
    for (int i = 0; i < 10_000; i++) {
      flips += flip.draw(random, WIDE.size()).xx() < 0 ? 1 : 0;
    }
    // Five standard deviations at 0.5.
    assertThat(flips / 10_000.0).isCloseTo(probability, within(0.025));
  }

  @Test
  void bothShowsAllFourViewsEquallyOften() {
    Flip flip = new Flip(new Flip.Settings(Direction.BOTH, 0.5));
    RandomGenerator random = new SplittableRandom(5);
    Map<String, Integer> views = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      Affine drawn = flip.draw(random, WIDE.size());
      views.merge(drawn.xx() + " " + drawn.yy(), 1, Integer::sum);
    }
    assertThat(views).containsOnlyKeys("1.0 1.0", "-1.0 1.0", "1.0 -1.0", "-1.0 -1.0");
    assertThat(views.values()).allSatisfy(n -> assertThat(n).isCloseTo(2500, within(220)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aProbabilityIsBetweenZeroAndOne(double probability) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Flip.Settings(Direction.BOTH, probability))
        .withMessage("a probability is in [0, 1], found " + probability);
  }
}
