package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.layer.HeightWidth;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShapesDatasetTest {
  private static final List<ShapeKind> FOUR =
      List.of(ShapeKind.TRIANGLE, ShapeKind.STAR, ShapeKind.CIRCLE, ShapeKind.SQUARE);

  @Test
  void classesAreSortedAndEquallyMany() {
    DataSplit split = dataset(FOUR, 40, 20, 3).split(1);

    assertThat(split.labels().names()).containsExactly("circle", "square", "star", "triangle");
    for (int label = 0; label < 4; label++) {
      assertThat(count(split.training(), label)).isEqualTo(10);
      assertThat(count(split.validation(), label)).isEqualTo(5);
    }
  }

  @Test
  void theSeedAloneDecidesThePictures() {
    List<Example> one = dataset(FOUR, 8, 8, 3).split(5).training();
    List<Example> same = dataset(FOUR, 8, 8, 3).split(5).training();
    List<Example> other = dataset(FOUR, 8, 8, 3).split(6).training();

    for (int i = 0; i < one.size(); i++) {
      assertThat(same.get(i).image()).isEqualTo(one.get(i).image());
      assertThat(other.get(i).image()).isNotEqualTo(one.get(i).image());
    }
  }

  @Test
  void noPictureOccursTwice() {
    DataSplit split = dataset(FOUR, 40, 40, 3).split(1);
    Set<Image> images = new HashSet<>();
    split.training().forEach(example -> images.add(example.image()));
    split.validation().forEach(example -> images.add(example.image()));

    assertThat(images).hasSize(80);
  }

  @Test
  void greyPicturesHaveOneChannel() {
    ShapesDataset grey = dataset(FOUR, 4, 4, 1);

    assertThat(grey.input().size()).isEqualTo(new ImageSize(24, 32, 1));
    assertThat(grey.split(1).training().get(0).image().size()).isEqualTo(grey.input().size());
  }

  @Test
  void neitherColourNorContrastTellsTheClass() {
    DataSplit split = dataset(FOUR, 800, 400, 3).split(42);
    double[][] centres = new double[4][6];
    for (Example example : split.training()) {
      double[] features = meanAndSpread(example.image());
      for (int i = 0; i < features.length; i++) {
        centres[example.label()][i] += features[i] / 200;
      }
    }
    int right = 0;
    for (Example example : split.validation()) {
      double[] features = meanAndSpread(example.image());
      int nearest =
          IntStream.range(0, 4)
              .boxed()
              .min(
                  java.util.Comparator.comparingDouble(label -> distance(features, centres[label])))
              .orElseThrow();
      right += nearest == example.label() ? 1 : 0;
    }

    // Chance is 0.25, with a standard deviation of 0.02.
    assertThat(right / 400.0).isLessThan(0.35);
  }

  @ParameterizedTest
  @EnumSource(ShapeKind.class)
  void shapesHaveTheSameAreaWithinOneCircle(ShapeKind kind) {
    int inside = 0;
    for (int i = 0; i < 1000; i++) {
      for (int j = 0; j < 1000; j++) {
        double x = (i - 499.5) / 500;
        double y = (j - 499.5) / 500;
        if (kind.holds(x, y)) {
          inside++;
          assertThat(Math.hypot(x, y)).isLessThan(ShapeKind.RADIUS);
        }
      }
    }

    assertThat(inside * 4e-6).isCloseTo(1, within(0.005));
  }

  @Test
  void shapesAreWhatTheyAreCalled() {
    assertThat(ShapeKind.RING.holds(0, 0)).isFalse();
    assertThat(ShapeKind.CIRCLE.holds(0.56, 0)).isTrue();
    assertThat(ShapeKind.SQUARE.holds(0.49, 0.49)).isTrue();
    assertThat(ShapeKind.SQUARE.holds(0.51, 0)).isFalse();
    assertThat(ShapeKind.CROSS.holds(0.6, 0)).isTrue();
    assertThat(ShapeKind.CROSS.holds(0.4, 0.4)).isFalse();
    // One point up, two down.
    assertThat(ShapeKind.TRIANGLE.holds(0, -0.85)).isTrue();
    assertThat(ShapeKind.TRIANGLE.holds(0, 0.5)).isFalse();
    assertThat(ShapeKind.STAR.holds(0, -0.85)).isTrue();
    assertThat(ShapeKind.STAR.holds(0, 0.5)).isFalse();
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset(List.of(ShapeKind.STAR), 8, 8, 3))
        .withMessageContaining("at least 2 shapes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset(FOUR, 8, 3, 3))
        .withMessageContaining("at least one picture of each of 4 classes");
  }

  private static ShapesDataset dataset(
      List<ShapeKind> classes, int training, int validation, int channels) {
    return new ShapesDataset(
        new ShapesDataset.Settings(
            classes, training, validation, new HeightWidth(24, 32), channels, 0.5));
  }

  private static long count(List<Example> examples, int label) {
    return examples.stream().filter(example -> example.label() == label).count();
  }

  /** Mean and standard deviation of each channel. */
  private static double[] meanAndSpread(Image image) {
    double[] features = new double[6];
    int pixels = image.size().height() * image.size().width();
    for (int i = 0; i < pixels * 3; i++) {
      int value = image.pixels()[i] & 0xff;
      features[i % 3] += value / (double) pixels;
      features[3 + i % 3] += value * (double) value / pixels;
    }
    for (int channel = 0; channel < 3; channel++) {
      features[3 + channel] =
          Math.sqrt(features[3 + channel] - features[channel] * features[channel]);
    }
    return features;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }
}
