package dev.graft.training.data;

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

    int firstRow = rows.first[0];
    int lastRow = rows.first[height - 1] + rows.count(height - 1);
    float[][] narrow = new float[lastRow - firstRow][width * channels];
    float[] row = new float[picture.width() * channels];
    for (int y = firstRow; y < lastRow; y++) {
      picture.read(y, row);
      if (channels == 3) {
        narrowColour(row, columns, narrow[y - firstRow]);
      } else {
        narrowGrey(row, columns, narrow[y - firstRow]);
      }
    }

    byte[] result = new byte[Math.multiplyExact(height, width * channels)];
    float[] sum = new float[width * channels];
    for (int y = 0; y < height; y++) {
      java.util.Arrays.fill(sum, 0.5f);
      for (int tap = 0; tap < rows.count(y); tap++) {
        float weight = rows.weights[y][tap];
        float[] line = narrow[rows.first[y] + tap - firstRow];
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weight * line[i];
        }
      }
      int at = y * sum.length;
      for (int i = 0; i < sum.length; i++) {
        result[at + i] = (byte) Math.min((int) sum[i], 255);
      }
    }
    return result;
  }

  private static void narrowColour(float[] row, Taps columns, float[] narrow) {
    for (int x = 0; x < columns.first.length; x++) {
      float[] weights = columns.weights[x];
      int at = columns.first[x] * 3;
      float red = 0;
      float green = 0;
      float blue = 0;
      for (float weight : weights) {
        red += weight * row[at];
        green += weight * row[at + 1];
        blue += weight * row[at + 2];
        at += 3;
      }
      narrow[3 * x] = red;
      narrow[3 * x + 1] = green;
      narrow[3 * x + 2] = blue;
    }
  }

  private static void narrowGrey(float[] row, Taps columns, float[] narrow) {
    for (int x = 0; x < columns.first.length; x++) {
      int at = columns.first[x];
      float sum = 0;
      for (float weight : columns.weights[x]) {
        sum += weight * row[at++];
      }
      narrow[x] = sum;
    }
  }

  /** For each output position along one axis, the input positions it sees and their weights. */
  private record Taps(int[] first, float[][] weights) {
    int count(int output) {
      return weights[output].length;
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
