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
    float[][] seen = new float[rows.most()][picture.width() * channels];
    float[] sum = new float[picture.width() * channels];
    byte[] result = new byte[Math.multiplyExact(height, width * channels)];
    int next = 0;
    for (int y = 0; y < height; y++) {
      int first = rows.first[y];
      for (next = Math.max(next, first); next < first + rows.count(y); next++) {
        picture.read(next, seen[next % seen.length]);
      }
      Arrays.fill(sum, 0);
      for (int tap = 0; tap < rows.count(y); tap++) {
        add(seen[(first + tap) % seen.length], rows.weights[y][tap], sum);
      }
      if (channels == 3) {
        narrowColour(sum, columns, result, y * width * channels);
      } else {
        narrowGrey(sum, columns, result, y * width);
      }
    }
    return result;
  }

  private static void add(float[] row, float weight, float[] sum) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += weight * row[i];
    }
  }

  private static void narrowColour(float[] row, Taps columns, byte[] result, int start) {
    int to = start;
    for (int x = 0; x < columns.first.length; x++) {
      float[] weights = columns.weights[x];
      int at = columns.first[x] * 3;
      float red = 0.5f;
      float green = 0.5f;
      float blue = 0.5f;
      for (float weight : weights) {
        red += weight * row[at];
        green += weight * row[at + 1];
        blue += weight * row[at + 2];
        at += 3;
      }
      result[to] = value(red);
      result[to + 1] = value(green);
      result[to + 2] = value(blue);
      to += 3;
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
    int count(int output) {
      return weights[output].length;
    }

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
