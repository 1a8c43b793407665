package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.Fill;
import dev.graft.api.augmentation.Fill.Mode;
import dev.graft.api.augmentation.ImageChanges;
import dev.graft.api.random.Randomness;
import dev.graft.augmentations.Flip.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What augmentations do together. */
class AugmentationListTest {
  private static List<Augmentation> allOf(double strength, Mode mode) {
    return List.of(
        new Flip(new Flip.Settings(Direction.BOTH, Math.min(1, strength) / 2)),
        new Rotate(new Rotate.Settings(40 * strength, mode, 0)),
        new Shear(new Shear.Settings(11.5 * strength, mode, 0)),
        new Zoom(
            new Zoom.Settings(
                OptionalDouble.of(0.2 * strength),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                false,
                mode,
                0)),
        new Shift(
            new Shift.Settings(
                OptionalDouble.of(0.1 * strength), OptionalDouble.of(0.1 * strength), mode, 0)));
  }

  private static List<Change> drawn(
      List<Augmentation> augmentations, Randomness randomness, int epoch, long example) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < augmentations.size(); i++) {
      changes.add(
          augmentations
              .get(i)
              .draw(randomness.forExample(epoch, example, "augmentation " + i), Draws.SIZE));
    }
    return changes;
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void atZeroStrengthEveryPixelIsTheSame(Mode mode) {
    Image image = Picture.noise(Draws.SIZE, 1);
    for (long example = 0; example < 100; example++) {
      List<Change> changes = drawn(allOf(0, mode), new Randomness(1), 0, example);
      assertThat(ImageChanges.of(changes).steps()).isEmpty();
      assertThat(ImageChanges.of(changes).applyTo(image)).isSameAs(image);
    }
  }

  @Test
  void aListIsOneMatrix() {
    Affine flip =
        new Flip(new Flip.Settings(Direction.HORIZONTAL, 1))
            .draw(new SplittableRandom(1), Draws.SIZE);
    Affine rotation = Rotate.rotation(33, Fill.nearest());
    Affine shear = Shear.shear(-9, Fill.nearest());
    Affine zoom = Zoom.zoom(0.9, 1.15, Fill.nearest());
    Affine shift = Shift.shift(3.5, -2, Fill.nearest());

    List<Change> steps = ImageChanges.of(List.of(flip, rotation, shear, zoom, shift)).steps();

    assertThat(steps).hasSize(1);
    double r = 33 * Math.PI / 180;
    double s = -9 * Math.PI / 180;
    double[][] expected =
        product(
            new double[][] {{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}},
            new double[][] {
              {Math.cos(r), -Math.sin(r), 0}, {Math.sin(r), Math.cos(r), 0}, {0, 0, 1}
            },
            new double[][] {{1, -Math.sin(s), 0}, {0, Math.cos(s), 0}, {0, 0, 1}},
            new double[][] {{0.9, 0, 0}, {0, 1.15, 0}, {0, 0, 1}},
            new double[][] {{1, 0, -3.5}, {0, 1, 2}, {0, 0, 1}});
    Affine one = (Affine) steps.get(0);
    assertThat(new double[] {one.xx(), one.xy(), one.x0()})
        .containsExactly(expected[0], within(1e-12));
    assertThat(new double[] {one.yx(), one.yy(), one.y0()})
        .containsExactly(expected[1], within(1e-12));
  }

  private static double[][] product(double[][]... matrices) {
    double[][] all = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
    for (double[][] matrix : matrices) {
      double[][] next = new double[3][3];
      for (int i = 0; i < 9; i++) {
        for (int k = 0; k < 3; k++) {
          next[i / 3][i % 3] += all[i / 3][k] * matrix[k][i % 3];
        }
      }
      all = next;
    }
    return all;
  }

  @Test
  void theOrderOfTheListIsHonoured() {
    Image image = Picture.grey("1 2 3", "4 5 6", "7 8 9");
    Affine flip =
        new Flip(new Flip.Settings(Direction.HORIZONTAL, 1))
            .draw(new SplittableRandom(1), image.size());
    Affine quarter = Rotate.rotation(90, Fill.nearest());
    assertThat(Picture.rows(Picture.changed(image, flip, quarter)))
        .containsExactly("1 4 7", "2 5 8", "3 6 9");
    assertThat(Picture.rows(Picture.changed(image, quarter, flip)))
        .containsExactly("9 6 3", "8 5 2", "7 4 1");
  }

  /**
   * The figures are those of the formulas in Keras 3's {@code
   * keras/src/legacy/preprocessing/image.py}, {@code apply_affine_transform(theta=25, shear=11.5,
   * zx=0.8, zy=1.1)} and then a horizontal flip, computed with SciPy 1.17 in double precision.
   */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void agreesWithImageDataGenerator(Mode mode) {
    Image image =
        Picture.grey(
            "7 68 251 44 215 252",
            "44 128 78 150 88 148",
            "155 6 235 74 35 118",
            "84 214 210 72 56 162",
            "87 240 3 144 151 24",
            "164 84 126 34 64 216");
    double[][] keras = {
      {143.961, 169.160, 180.469, 167.298, 52.241, 184.109},
      {118.830, 94.970, 78.281, 142.290, 127.406, 158.924},
      {120.355, 49.083, 67.139, 154.776, 137.472, 102.193},
      {130.768, 102.871, 129.712, 206.403, 107.361, 104.184},
      {77.557, 82.384, 32.010, 206.571, 144.148, 85.340},
      {63.730, 123.976, 104.684, 142.154, 102.667, 86.596}
    };
    if (mode == Mode.WRAP) {
      keras[0] = new double[] {63.333, 139.527, 180.469, 167.298, 48.584, 135.284};
      keras[1][0] = 129.073;
      keras[4][5] = 107.639;
      keras[5] = new double[] {89.944, 149.715, 104.684, 142.154, 93.822, 44.851};
    } else if (mode == Mode.CONSTANT) {
      keras[0] = new double[] {54.850, 142.548, 180.469, 167.298, 51.753, 109.565};
      keras[1][0] = 98.589;
      keras[4][5] = 74.947;
      keras[5] = new double[] {56.098, 107.868, 104.684, 142.154, 90.905, 51.889};
    }
    Fill fill = new Fill(mode, mode == Mode.CONSTANT ? 50 : 0);

    Image changed =
        Picture.changed(
            image,
            Rotate.rotation(25, fill),
            Shear.shear(11.5, fill),
            Zoom.zoom(0.8, 1.1, fill),
            new Flip(new Flip.Settings(Direction.HORIZONTAL, 1))
                .draw(new SplittableRandom(1), image.size()));

    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 6; x++) {
        assertThat((double) changed.at(y, x, 0))
            .as("row %d, column %d", y, x)
            .isCloseTo(keras[y][x], within(0.51));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theSameDrawAtAnyNumberOfThreads(int threads) throws Exception {
    List<Augmentation> augmentations = allOf(1, Mode.REFLECT);
    Randomness randomness = new Randomness(42);
    ImageSize size = Draws.SIZE;
    List<Image> oneByOne = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      oneByOne.add(
          ImageChanges.of(drawn(augmentations, randomness, 3, i)).applyTo(Picture.noise(size, i)));
    }

    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      List<Image> together =
          pool.submit(
                  () ->
                      IntStream.range(0, 64)
                          .parallel()
                          .mapToObj(
                              i ->
                                  ImageChanges.of(drawn(augmentations, randomness, 3, i))
                                      .applyTo(Picture.noise(size, i)))
                          .toList())
              .get();
      assertThat(together).isEqualTo(oneByOne);
    } finally {
      pool.shutdown();
    }
    assertThat(drawn(augmentations, randomness, 3, 0))
        .isNotEqualTo(drawn(augmentations, randomness, 4, 0));
  }
}
