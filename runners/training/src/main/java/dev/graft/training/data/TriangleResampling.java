package dev.graft.training.data;

import java.util.Arrays;

/**
 * Antialiased bilinear resampling, as Pillow's {@code BILINEAR} and TensorFlow's {@code
 * resize(antialias=True)}: a separable triangle filter whose support grows with the reduction.
 * Computed in floats and rounded once, half up (Pillow rounds after each of its two passes, so it
 * may differ by 1).
 */
final class TriangleResampling {
  private TriangleResampling() {}

  /**
   * Resamples a part of a picture.
   *
   * @param picture the picture
   * @param box the part of it that is seen; the filter looks beyond the box where the picture goes
   *     on
   * @param height rows of the result
   * @param width columns of the result
   * @return {@code (height, width, channels)} bytes
   */
  static byte[] of(PixelRows picture, Box box, int height, int width) {
    int channels = picture.channels();
    Taps rows = Taps.of(picture.height(), box.top(), box.height(), height);
    Taps columns = Taps.of(picture.width(), box.left(), box.width(), width);

    // Height first: whole rows are added to one another, which the processor does many numbers at a
    // time, and the width, where it cannot, is left with fewer of them.
    RowSums sums = new RowSums(picture, rows);
    float[] upper = new float[picture.width() * channels];
    float[] lower = new float[picture.width() * channels];
    int rowBytes = width * channels;
    byte[] result = new byte[Math.multiplyExact(height, rowBytes)];
    for (int y = 0; y < height; y++) {
      sums.of(y, upper);
      if (channels == 1) {
        narrowGrey(upper, columns, result, y * rowBytes);
      } else if (y + 1 == height) {
        narrowColour(upper, upper, columns, result, y * rowBytes, y * rowBytes);
      } else {
        sums.of(y + 1, lower);
        narrowColour(upper, lower, columns, result, y * rowBytes, (y + 1) * rowBytes);
        y++;
      }
    }
    return result;
  }

  /** The picture's rows, added up as each row of the result sees them. */
  private static final class RowSums {
    private final PixelRows picture;
    private final Taps taps;

    /** The last rows read, each at its number modulo their count. */
    private final float[][] seen;

    private int next;

    RowSums(PixelRows picture, Taps taps) {
      this.picture = picture;
      this.taps = taps;
      this.seen = new float[taps.most()][picture.width() * picture.channels()];
    }

    /** Gives a row of the result before its width is changed; those above it come first. */
    void of(int y, float[] sum) {
      int first = taps.first[y];
      float[] weights = taps.weights[y];
      for (next = Math.max(next, first); next < first + weights.length; next++) {
        picture.read(next, seen[next % seen.length]);
      }
      Arrays.fill(sum, 0);
      int tap = 0;
      for (; tap + 3 <= weights.length; tap += 3) {
        add(
            row(first + tap),
            weights[tap],
            row(first + tap + 1),
            weights[tap + 1],
            row(first + tap + 2),
            weights[tap + 2],
            sum);
      }
      for (; tap < weights.length; tap++) {
        add(row(first + tap), weights[tap], sum);
      }
    }

    private float[] row(int y) {
      return seen[y % seen.length];
    }

    /** Three at a time: each sum is fetched and stored once for them, and added up as if alone. */
    private static void add(
        float[] a, float ofA, float[] b, float ofB, float[] c, float ofC, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] = sum[i] + ofA * a[i] + ofB * b[i] + ofC * c[i];
      }
    }

    private static void add(float[] row, float weight, float[] sum) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * row[i];
      }
    }
  }

  /** Two rows at a time, which leaves no addition waiting for the one before it. */
  private static void narrowColour(
      float[] upper, float[] lower, Taps columns, byte[] result, int toUpper, int toLower) {
    for (int x = 0; x < columns.first.length; x++) {
      int at = columns.first[x] * 3;
      float red = 0.5f;
      float green = 0.5f;
      float blue = 0.5f;
      float lowerRed = 0.5f;
      float lowerGreen = 0.5f;
      float lowerBlue = 0.5f;
      for (float weight : columns.weights[x]) {
        red += weight * upper[at];
        green += weight * upper[at + 1];
        blue += weight * upper[at + 2];
        lowerRed += weight * lower[at];
        lowerGreen += weight * lower[at + 1];
        lowerBlue += weight * lower[at + 2];
        at += 3;
      }
      int to = 3 * x;
      result[toUpper + to] = value(red);
      result[toUpper + to + 1] = value(green);
      result[toUpper + to + 2] = value(blue);
      result[toLower + to] = value(lowerRed);
      result[toLower + to + 1] = value(lowerGreen);
      result[toLower + to + 2] = value(lowerBlue);
    }
  }

  private static void narrowGrey(float[] row, Taps columns, byte[] result, int start) {
    for (int x = 0; x < columns.first.length; x++) {
      int at = columns.first[x];
      float sum = 0.5f;
      for (float weight : columns.weights[x]) {
        sum += weight * row[at++];
      }
      result[start + x] = value(sum);
    }
  }

  private static byte value(float sum) {
    return (byte) Math.min((int) sum, 255);
  }

  /** For each output position along one axis, the input positions it sees and their weights. */
  private record Taps(int[] first, float[][] weights) {
    /** The most input positions that one output position sees. */
    int most() {
      return Arrays.stream(weights).mapToInt(one -> one.length).max().orElse(0);
    }

    static Taps of(int inputs, double start, double length, int outputs) {
      double scale = length / outputs;
      double support = Math.max(scale, 1);
      int[] first = new int[outputs];
      float[][] weights = new float[outputs][];
      for (int output = 0; output < outputs; output++) {
        double centre = start + (output + 0.5) * scale;
        int from = Math.max(0, (int) Math.floor(centre - support + 0.5));
        int to = Math.min(inputs, (int) Math.floor(centre + support + 0.5));
        double[] triangle = new double[to - from];
        double sum = 0;
        for (int i = from; i < to; i++) {
          double distance = Math.abs(i + 0.5 - centre) / support;
          triangle[i - from] = Math.max(0, 1 - distance);
          sum += triangle[i - from];
        }
        first[output] = from;
        weights[output] = new float[to - from];
        for (int tap = 0; tap < triangle.length; tap++) {
          weights[output][tap] = (float) (triangle[tap] / sum);
        }
      }
      return new Taps(first, weights);
    }
  }
}
