package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TriangleResamplingTest {
  @Test
  void theSameSizeChangesNothing() {
    int[] values = {0, 50, 255, 128, 7, 99};

    assertThat(resampled(2, 3, 1, values, 2, 3)).containsExactly(values);
  }

  @Test
  void halvingSeesThreeHalvesOfAPixelToEachSide() {
    // Support 2 around the centres 1 and 3: weights 3/4, 3/4, 1/4 and 1/4, 3/4, 3/4 over 7/4.
    int first = (int) Math.round((0 * 3 + 100 * 3 + 200 * 1) / 7.0);
    int second = (int) Math.round((100 * 1 + 200 * 3 + 40 * 3) / 7.0);

    assertThat(resampled(1, 4, 1, new int[] {0, 100, 200, 40}, 1, 2))
        .containsExactly(first, second);
    assertThat(resampled(4, 1, 1, new int[] {0, 100, 200, 40}, 2, 1))
        .containsExactly(first, second);
  }

  @Test
  void threeToOneWeighsTwoThreeTwo() {
    assertThat(resampled(1, 3, 1, new int[] {70, 140, 0}, 1, 1))
        .containsExactly((int) Math.round((70 * 2 + 140 * 3 + 0 * 2) / 7.0));
  }

  @Test
  void enlargingIsPlainBilinear() {
    assertThat(resampled(1, 2, 1, new int[] {0, 100}, 1, 4)).containsExactly(0, 25, 75, 100);
  }

  @Test
  void halvesAreRoundedUp() {
    assertThat(resampled(1, 2, 1, new int[] {0, 1}, 1, 1)).containsExactly(1);
    assertThat(resampled(1, 2, 1, new int[] {254, 255}, 1, 1)).containsExactly(255);
  }

  @Test
  void channelsDoNotMix() {
    int[] values = {0, 10, 100, 20, 30, 200, 40, 50, 0, 60, 70, 100};

    assertThat(resampled(2, 2, 3, values, 1, 1)).containsExactly(30, 40, 100);
  }

  @Test
  void aBoxIsSeenAloneButFilteredWithItsSurroundings() {
    // The middle half of four pixels at its own size: the pixels themselves.
    int[] values = {10, 20, 30, 40};
    byte[] middle = TriangleResampling.of(rows(1, 4, 1, values), new Box(0, 1, 1, 2), 1, 2);
    assertThat(middle).containsExactly(20, 30);

    // Shifted by half a pixel: the means of neighbours.
    byte[] between = TriangleResampling.of(rows(1, 4, 1, values), new Box(0, 0.5, 1, 3), 1, 3);
    assertThat(between).containsExactly(15, 25, 35);
  }

  @ParameterizedTest
  @CsvSource({"1,1,9,7", "40,30,1,1", "37,53,16,16", "5,5,64,3", "3,200,200,3"})
  void anEvenPictureStaysEven(int height, int width, int newHeight, int newWidth) {
    int[] values = new int[height * width];
    java.util.Arrays.fill(values, 201);

    assertThat(resampled(height, width, 1, values, newHeight, newWidth)).containsOnly(201);
  }

  @ParameterizedTest
  @CsvSource({"23,31,8,8", "31,23,16,40", "64,48,5,9", "10,10,25,33", "7,90,11,30"})
  void everyPixelIsTheTriangleWeightedMeanOfThePicture(
      int height, int width, int newHeight, int newWidth) {
    Random random = new Random(height);
    int[] values = random.ints(3L * height * width, 0, 256).toArray();

    int[] resampled = resampled(height, width, 3, values, newHeight, newWidth);

    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        for (int channel = 0; channel < 3; channel++) {
          double expected = mean(values, height, width, channel, y, x, newHeight, newWidth);
          int found = resampled[(y * newWidth + x) * 3 + channel];
          assertThat((double) found).isBetween(expected - 0.5 - 1e-3, expected + 0.5 + 1e-3);
        }
      }
    }
  }

  /** The filter by its definition: over all pixels, in two dimensions at once. */
  private static double mean(
      int[] values, int height, int width, int channel, int y, int x, int newHeight, int newWidth) {
    double scaleY = (double) height / newHeight;
    double scaleX = (double) width / newWidth;
    double sum = 0;
    double weights = 0;
    for (int oldY = 0; oldY < height; oldY++) {
      for (int oldX = 0; oldX < width; oldX++) {
        double weight =
            triangle(oldY + 0.5 - (y + 0.5) * scaleY, Math.max(scaleY, 1))
                * triangle(oldX + 0.5 - (x + 0.5) * scaleX, Math.max(scaleX, 1));
        sum += weight * values[(oldY * width + oldX) * 3 + channel];
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static double triangle(double distance, double support) {
    return Math.max(0, 1 - Math.abs(distance) / support);
  }

  private static int[] resampled(
      int height, int width, int channels, int[] values, int newHeight, int newWidth) {
    byte[] bytes =
        TriangleResampling.of(
            rows(height, width, channels, values),
            new Box(0, 0, height, width),
            newHeight,
            newWidth);
    int[] unsigned = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      unsigned[i] = bytes[i] & 0xff;
    }
    return unsigned;
  }

  static PixelRows rows(int height, int width, int channels, int... values) {
    return new PixelRows() {
      @Override
      public int height() {
        return height;
      }

      @Override
      public int width() {
        return width;
      }

      @Override
      public int channels() {
        return channels;
      }

      @Override
      public void read(int y, float[] row) {
        for (int i = 0; i < width * channels; i++) {
          row[i] = values[y * width * channels + i];
        }
      }
    };
  }
}
