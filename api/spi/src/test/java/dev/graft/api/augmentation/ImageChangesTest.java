package dev.graft.api.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Change.Pixels;
import dev.graft.api.augmentation.Fill.Mode;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ImageChangesTest {
  private static final Optional<Fill> NEAREST = Optional.of(Fill.nearest());
  private static final Affine MIRROR = new Affine(-1, 0, 0, 0, 1, 0, Optional.empty());
  private static final Affine UPSIDE_DOWN = new Affine(1, 0, 0, 0, -1, 0, Optional.empty());
  private static final Image THREE = Picture.grey("1 2 3", "4 5 6", "7 8 9");

  private static Affine moved(double x, double y, Fill fill) {
    return new Affine(1, 0, x, 0, 1, y, Optional.of(fill));
  }

  /** A turn whose cosine is not quite 0 at 90 degrees, as a real one's is. */
  private static Affine turned(double degrees) {
    double angle = Math.toRadians(degrees);
    return new Affine(
        Math.cos(angle), -Math.sin(angle), 0, Math.sin(angle), Math.cos(angle), 0, NEAREST);
  }

  private static Image apply(Image image, Change... changes) {
    return ImageChanges.of(List.of(changes)).applyTo(image);
  }

  private static Image noise(int height, int width, int channels, long seed) {
    ImageSize size = new ImageSize(height, width, channels);
    byte[] pixels = new byte[size.bytes()];
    new SplittableRandom(seed).nextBytes(pixels);
    return new Image(size, pixels);
  }

  @Test
  void nothingToDoGivesTheVerySameImage() {
    assertThat(apply(THREE)).isSameAs(THREE);
    assertThat(apply(THREE, Affine.identity(), moved(0, 0, Fill.nearest()))).isSameAs(THREE);
    assertThat(apply(THREE, MIRROR, MIRROR)).isSameAs(THREE);
  }

  @Test
  void flipsAreExact() {
    assertThat(apply(THREE, MIRROR)).isEqualTo(Picture.grey("3 2 1", "6 5 4", "9 8 7"));
    assertThat(apply(THREE, UPSIDE_DOWN)).isEqualTo(Picture.grey("7 8 9", "4 5 6", "1 2 3"));
    Image wide = Picture.grey("10 20 30 40 50", "60 70 80 90 99", "1 2 3 4 5", "6 7 8 9 255");
    assertThat(apply(wide, MIRROR))
        .isEqualTo(Picture.grey("50 40 30 20 10", "99 90 80 70 60", "5 4 3 2 1", "255 9 8 7 6"));
    assertThat(apply(wide, MIRROR, UPSIDE_DOWN))
        .isEqualTo(Picture.grey("255 9 8 7 6", "5 4 3 2 1", "99 90 80 70 60", "50 40 30 20 10"));
  }

  @Test
  void quarterTurnsOfSquaresAreExact() {
    // oldX = -y, oldY = x: the top right corner shows what was at the bottom right.
    assertThat(apply(THREE, turned(90))).isEqualTo(Picture.grey("3 6 9", "2 5 8", "1 4 7"));
    assertThat(apply(THREE, turned(180))).isEqualTo(Picture.grey("9 8 7", "6 5 4", "3 2 1"));
    assertThat(apply(THREE, turned(270))).isEqualTo(Picture.grey("7 4 1", "8 5 2", "9 6 3"));
    Image even = Picture.grey("1 2", "3 4");
    assertThat(apply(even, turned(90))).isEqualTo(Picture.grey("2 4", "1 3"));
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void turningALargeSquareFourTimesGivesItBack(Mode mode) {
    Image image = noise(37, 37, 3, 1);
    Affine turn = turned(90);
    Affine filled =
        new Affine(
            turn.xx(), turn.xy(), 0, turn.yx(), turn.yy(), 0, Optional.of(new Fill(mode, 0)));
    Image once = apply(image, filled);
    for (int y = 0; y < 37; y++) {
      for (int x = 0; x < 37; x++) {
        for (int channel = 0; channel < 3; channel++) {
          assertThat(once.at(y, x, channel)).isEqualTo(image.at(x, 36 - y, channel));
        }
      }
    }
    assertThat(apply(apply(apply(once, filled), filled), filled)).isEqualTo(image);
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 0, 1 1 1 2 3",
    "CONSTANT, 9, 9 9 1 2 3",
    "REFLECT, 0, 2 1 1 2 3",
    "WRAP, 0, 4 5 1 2 3"
  })
  void fillsTwoColumnsAtTheLeft(Mode mode, double value, String expected) {
    Image row = Picture.grey("1 2 3 4 5");
    assertThat(Picture.text(apply(row, moved(-2, 0, new Fill(mode, value))))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 0, 4 5 5 5 5",
    "CONSTANT, 9, 4 5 9 9 9",
    "REFLECT, 0, 4 5 5 4 3",
    "WRAP, 0, 4 5 1 2 3"
  })
  void fillsThreeColumnsAtTheRight(Mode mode, double value, String expected) {
    Image row = Picture.grey("1 2 3 4 5");
    assertThat(Picture.text(apply(row, moved(3, 0, new Fill(mode, value))))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 0, 11 11 11",
    "CONSTANT, 7, 7 7 7",
    "REFLECT, 0, 11 11 12",
    "WRAP, 0, 13 11 12"
  })
  void fillsFarAbove(Mode mode, double value, String expected) {
    // A column of three, looked at from 7 rows above: rows -7, -6, -5.
    Image column = Picture.grey("11", "12", "13");
    Image changed = apply(column, moved(0, -7, new Fill(mode, value)));
    assertThat(Picture.text(changed)).isEqualTo(expected.replace(' ', '\n'));
  }

  @ParameterizedTest
  @CsvSource({
    "NEAREST, 0, 100 110 130",
    "CONSTANT, 50, 75 110 130",
    "CONSTANT, 127.5, 114 110 130",
    "REFLECT, 0, 100 110 130",
    "WRAP, 0, 120 110 130"
  })
  void mixesTheEdgeWithWhatIsOutside(Mode mode, double value, String expected) {
    Image row = Picture.grey("100 120 140");
    assertThat(Picture.text(apply(row, moved(-0.5, 0, new Fill(mode, value))))).isEqualTo(expected);
  }

  @Test
  void halvesAreRoundedUp() {
    Image row = Picture.grey("0 1 2 255 254");
    assertThat(Picture.text(apply(row, moved(0.5, 0, Fill.nearest()))))
        .isEqualTo("1 2 129 255 254");
  }

  @Test
  void mixesFourNeighbours() {
    Image image = Picture.grey("0 40 80", "100 200 240", "8 16 32");
    // A quarter to the right and half down of (0, 0): 0.5 * (0.75 * 0 + 0.25 * 40) + 0.5 * 125.
    Image changed = apply(image, moved(0.25, 0.5, Fill.nearest()));
    assertThat(changed.at(0, 0, 0)).isEqualTo(68);
    assertThat(changed.at(0, 1, 0)).isEqualTo(130);
    assertThat(changed.at(1, 0, 0)).isEqualTo(68);
    assertThat(changed.at(1, 1, 0)).isEqualTo(115);
    assertThat(changed.at(2, 2, 0)).isEqualTo(32);
  }

  @Test
  void halfTheSizeIsSeenFromTheCentre() {
    // oldX = x / 2 about the centre of 3: columns 0.5, 1, 1.5.
    Affine closer = new Affine(0.5, 0, 0, 0, 0.5, 0, NEAREST);
    Image image = Picture.grey("0 10 20", "30 40 50", "60 70 80");
    assertThat(Picture.text(apply(image, closer))).isEqualTo("20 25 30\n35 40 45\n50 55 60");
  }

  @Test
  void colourChannelsAreChangedAlikeAndApart() {
    Image grey = noise(9, 14, 1, 2);
    Image colour = Picture.coloured(grey);
    Affine change = new Affine(0.8, 0.3, 1.2, -0.4, 1.1, -0.7, NEAREST);
    Image changed = apply(colour, change);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(Picture.channel(changed, channel))
          .isEqualTo(apply(Picture.channel(colour, channel), change));
    }
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void agreesWithTheFormulaInDoublePrecision(Mode mode) {
    RandomGenerator random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      Image image = noise(1 + random.nextInt(12), 1 + random.nextInt(12), 1, round);
      Fill fill = new Fill(mode, mode == Mode.CONSTANT ? random.nextDouble() * 255 : 0);
      Affine affine =
          new Affine(
              random.nextDouble(-2, 2),
              random.nextDouble(-2, 2),
              random.nextDouble(-9, 9),
              random.nextDouble(-2, 2),
              random.nextDouble(-2, 2),
              random.nextDouble(-9, 9),
              Optional.of(fill));
      Image changed = apply(image, affine);
      for (int y = 0; y < image.size().height(); y++) {
        for (int x = 0; x < image.size().width(); x++) {
          // Half for the rounding, the rest for coordinates on a grid of 1/65536.
          assertThat((double) changed.at(y, x, 0))
              .isCloseTo(formula(image, affine, fill, y, x), within(0.51));
        }
      }
    }
  }

  /** Mostly the part of the rows that needs no look at the fill. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void agreesWithTheFormulaInLargerPictures(Mode mode) {
    RandomGenerator random = new SplittableRandom(8);
    Fill fill = new Fill(mode, 0);
    for (int round = 0; round < 10; round++) {
      Image image = noise(61, 84, 1, round);
      Affine affine =
          new Affine(
              random.nextDouble(0.7, 1.1),
              random.nextDouble(-0.3, 0.3),
              random.nextDouble(-5, 5),
              random.nextDouble(-0.3, 0.3),
              random.nextDouble(0.7, 1.1),
              random.nextDouble(-5, 5),
              Optional.of(fill));
      Image changed = apply(image, affine);
      for (int y = 0; y < 61; y++) {
        for (int x = 0; x < 84; x++) {
          double expected = formula(image, affine, fill, y, x);
          // Not AssertJ: fifty thousand comparisons.
          if (Math.abs(changed.at(y, x, 0) - expected) > 0.51) {
            throw new AssertionError(
                "row %d, column %d: found %d, expected %s"
                    .formatted(y, x, changed.at(y, x, 0), expected));
          }
        }
      }
    }
  }

  private static double formula(Image image, Affine affine, Fill fill, int y, int x) {
    double centreX = (image.size().width() - 1) / 2.0;
    double centreY = (image.size().height() - 1) / 2.0;
    double u = x - centreX;
    double v = y - centreY;
    double oldX = affine.xx() * u + affine.xy() * v + affine.x0() + centreX;
    double oldY = affine.yx() * u + affine.yy() * v + affine.y0() + centreY;
    int left = (int) Math.floor(oldX);
    int above = (int) Math.floor(oldY);
    double right = oldX - left;
    double below = oldY - above;
    return (1 - below) * (1 - right) * seen(image, fill, above, left)
        + (1 - below) * right * seen(image, fill, above, left + 1)
        + below * (1 - right) * seen(image, fill, above + 1, left)
        + below * right * seen(image, fill, above + 1, left + 1);
  }

  /** A pixel of the endless picture, found by walking, step by step. */
  private static double seen(Image image, Fill fill, int y, int x) {
    int row = walked(y, image.size().height(), fill.mode());
    int column = walked(x, image.size().width(), fill.mode());
    return row < 0 || column < 0 ? fill.value() : image.at(row, column, 0);
  }

  private static int walked(int i, int size, Mode mode) {
    int at = i;
    if (mode == Mode.CONSTANT) {
      return at < 0 || at >= size ? -1 : at;
    }
    while (at < 0 || at >= size) {
      at =
          switch (mode) {
            case NEAREST -> at < 0 ? at + 1 : at - 1;
            case CONSTANT -> throw new AssertionError("handled before");
            case REFLECT -> at < 0 ? -1 - at : 2 * size - 1 - at;
            case WRAP -> at < 0 ? at + size : at - size;
          };
    }
    return at;
  }

  @Test
  void consecutiveAffinesAreOneResampling() {
    Affine grown = new Affine(1.2, 0, 0, 0, 0.9, 0, NEAREST);
    ImageChanges changes = ImageChanges.of(List.of(MIRROR, turned(20), grown));
    assertThat(changes.steps()).containsExactly(MIRROR.then(turned(20)).then(grown));

    // There and back again: in two resamplings the corners would be lost.
    Image image = noise(16, 16, 3, 3);
    assertThat(apply(image, turned(33), turned(-33))).isEqualTo(image);
  }

  @Test
  void theOrderIsHonoured() {
    Affine right = moved(-1, 0, Fill.nearest());
    assertThat(apply(THREE, right, MIRROR)).isEqualTo(Picture.grey("2 1 1", "5 4 4", "8 7 7"));
    assertThat(apply(THREE, MIRROR, right)).isEqualTo(Picture.grey("3 3 2", "6 6 5", "9 9 8"));
  }

  @Test
  void differentFillsAreResampledOneAfterTheOther() {
    Affine black = moved(-1, 0, new Fill(Mode.CONSTANT, 0));
    Affine wrapped = moved(1, 0, new Fill(Mode.WRAP, 0));
    assertThat(ImageChanges.of(List.of(black, wrapped)).steps()).containsExactly(black, wrapped);
    assertThat(apply(THREE, black, wrapped)).isEqualTo(Picture.grey("1 2 0", "4 5 0", "7 8 0"));
    // An identity between two that join does not keep them apart, whatever its fill.
    assertThat(ImageChanges.of(List.of(black, moved(0, 0, Fill.nearest()), MIRROR, black)).steps())
        .hasSize(1);
  }

  @Test
  void changesOfPixelsKeepTheirPlace() {
    Pixels doubled =
        new Pixels(
            image -> {
              byte[] pixels = image.pixels().clone();
              for (int i = 0; i < pixels.length; i++) {
                pixels[i] = (byte) (2 * pixels[i]);
              }
              return new Image(image.size(), pixels);
            });
    Fill five = new Fill(Mode.CONSTANT, 5);
    Image row = Picture.grey("1 2 3");
    assertThat(Picture.text(apply(row, moved(-1, 0, five), doubled))).isEqualTo("10 2 4");
    assertThat(Picture.text(apply(row, doubled, moved(-1, 0, five)))).isEqualTo("5 2 4");
    assertThat(ImageChanges.of(List.of(moved(-1, 0, five), doubled, moved(1, 0, five))).steps())
        .hasSize(3);
  }

  @Test
  void theGivenImageIsNotChanged() {
    Image before = new Image(THREE.size(), THREE.pixels().clone());
    apply(THREE, MIRROR, turned(10));
    assertThat(THREE).isEqualTo(before);
  }

  @Test
  void aChangeOfSizeIsABug() {
    Pixels cut = new Pixels(image -> Picture.grey("1 2"));
    assertThatIllegalStateException()
        .isThrownBy(() -> apply(THREE, cut))
        .withMessageContaining("found 1x2x1, expected 3x3x1");
  }

  @Test
  void looksNoFurtherThanItCanCount() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> apply(THREE, moved(1e9, 0, Fill.nearest())))
        .withMessageContaining("pixels away");
    // As far as it may: still exact.
    assertThat(apply(THREE, moved(5e8, 0, new Fill(Mode.WRAP, 0))))
        .isEqualTo(apply(THREE, moved(500_000_000 % 3, 0, new Fill(Mode.WRAP, 0))));
  }
}
