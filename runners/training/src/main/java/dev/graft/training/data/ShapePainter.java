package dev.graft.training.data;

import java.util.random.RandomGenerator;

/**
 * Paints pictures of one shape each: of random size, place, angle, proportions, colours and
 * texture, on a background of another random texture, crossed by bars of random colours, under
 * noise. Shape and background draw their colours alike, so that no colour tells the class.
 *
 * @param height rows of a picture
 * @param width columns of a picture
 * @param difficulty 0 to 1; more of it means less contrast between shape and background, stronger
 *     textures, smaller and more distorted shapes, more bars and more noise
 */
record ShapePainter(int height, int width, double difficulty) {
  /** Samples of a pixel along each axis, for soft edges. */
  private static final int SAMPLES = 3;

  /** Paints a picture; the same random numbers give the same picture. */
  PixelRows paint(ShapeKind kind, RandomGenerator random) {
    double[] background = colour(random);
    double[] foreground = colour(random);
    double contrast = 160 - 60 * difficulty;
    while (distance(background, foreground) < contrast) {
      foreground = colour(random);
    }
    ShapeTexture behind = texture(random, background);
    ShapeTexture on = texture(random, foreground);
    Placement placement = Placement.draw(random, difficulty);
    // Bars confuse most: one in five pictures has one at 0.5, two in three one or two at 1.
    Bar[] bars =
        new Bar[(int) (random.nextDouble() * (1 + 2 * difficulty * difficulty * difficulty))];
    for (int i = 0; i < bars.length; i++) {
      bars[i] = Bar.draw(random, colour(random));
    }
    double noise = 10 * difficulty;

    float[] pixels = new float[height * width * 3];
    double[] pixel = new double[3];
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        double x = (column + 0.5) / width;
        double y = (row + 0.5) / height;
        double share = coverage(kind, placement, row, column);
        java.util.Arrays.fill(pixel, 0);
        if (share < 1) {
          behind.add(x, y, 1 - share, pixel);
        }
        if (share > 0) {
          on.add(x, y, share, pixel);
        }
        for (Bar bar : bars) {
          bar.cover(x, y, pixel);
        }
        int at = (row * width + column) * 3;
        for (int channel = 0; channel < 3; channel++) {
          double value = pixel[channel] + noise * normal(random);
          pixels[at + channel] = (float) Math.rint(Math.min(Math.max(value, 0), 255));
        }
      }
    }
    return new PaintedRows(height, width, pixels);
  }

  private double coverage(ShapeKind kind, Placement placement, int row, int column) {
    // A pixel's corners are less than 3 of its sides from its middle in the shape's coordinates.
    double reach = ShapeKind.RADIUS + 3.0 / Math.min(height, width);
    if (!placement.isWithin(reach, (column + 0.5) / width, (row + 0.5) / height)) {
      return 0;
    }
    int inside = 0;
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < SAMPLES; j++) {
        double x = (column + (j + 0.5) / SAMPLES) / width;
        double y = (row + (i + 0.5) / SAMPLES) / height;
        if (placement.holds(kind, x, y)) {
          inside++;
        }
      }
    }
    return (double) inside / (SAMPLES * SAMPLES);
  }

  private ShapeTexture texture(RandomGenerator random, double[] colour) {
    double[] other = new double[3];
    double strength = 10 + 30 * difficulty;
    for (int channel = 0; channel < 3; channel++) {
      other[channel] = colour[channel] + strength * (2 * random.nextDouble() - 1);
    }
    return new ShapeTexture(random, colour, other);
  }

  private static double[] colour(RandomGenerator random) {
    double[] colour = new double[3];
    for (int channel = 0; channel < 3; channel++) {
      colour[channel] = 20 + 215 * random.nextDouble();
    }
    return colour;
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int channel = 0; channel < 3; channel++) {
      sum += (one[channel] - other[channel]) * (one[channel] - other[channel]);
    }
    return Math.sqrt(sum);
  }

  /** Nearly normal, of variance 1; the JDK does not promise its own in every release. */
  private static double normal(RandomGenerator random) {
    double sum = -2;
    for (int i = 0; i < 4; i++) {
      sum += random.nextDouble();
    }
    return sum * Math.sqrt(3);
  }

  /** Where the shape lies: picture coordinates to the shape's own. */
  private record Placement(
      double centreX, double centreY, double xx, double xy, double yx, double yy) {
    static Placement draw(RandomGenerator random, double difficulty) {
      // The side of a square of the shape's area; the picture's side is 1.
      double size = 0.55 - 0.2 * difficulty * random.nextDouble();
      double room = 0.5 - 0.65 * size;
      double centreX = 0.5 + room * (2 * random.nextDouble() - 1);
      double centreY = 0.5 + room * (2 * random.nextDouble() - 1);
      double angle = 2 * Math.PI * random.nextDouble();
      double tilt = 2 * Math.PI * random.nextDouble();
      double squash = 1 - 0.2 * difficulty * random.nextDouble();
      // Turn by tilt, squash at the same area, turn on by angle.
      double cosAngle = StrictMath.cos(angle);
      double sinAngle = StrictMath.sin(angle);
      double cosTilt = StrictMath.cos(tilt);
      double sinTilt = StrictMath.sin(tilt);
      double wide = Math.sqrt(squash) / size;
      double high = 1 / (Math.sqrt(squash) * size);
      return new Placement(
          centreX,
          centreY,
          cosAngle * wide * cosTilt - sinAngle * high * sinTilt,
          -cosAngle * wide * sinTilt - sinAngle * high * cosTilt,
          sinAngle * wide * cosTilt + cosAngle * high * sinTilt,
          -sinAngle * wide * sinTilt + cosAngle * high * cosTilt);
    }

    boolean isWithin(double radius, double x, double y) {
      double dx = x - centreX;
      double dy = y - centreY;
      double shapeX = xx * dx + xy * dy;
      double shapeY = yx * dx + yy * dy;
      return shapeX * shapeX + shapeY * shapeY <= radius * radius;
    }

    boolean holds(ShapeKind kind, double x, double y) {
      double dx = x - centreX;
      double dy = y - centreY;
      return kind.holds(xx * dx + xy * dy, yx * dx + yy * dy);
    }
  }

  /** A straight bar across the picture. */
  private record Bar(
      double normalX, double normalY, double offset, double halfWidth, double[] colour) {
    static Bar draw(RandomGenerator random, double[] colour) {
      double angle = 2 * Math.PI * random.nextDouble();
      double normalX = StrictMath.cos(angle);
      double normalY = StrictMath.sin(angle);
      double throughX = random.nextDouble();
      double throughY = random.nextDouble();
      return new Bar(
          normalX,
          normalY,
          normalX * throughX + normalY * throughY,
          0.015 + 0.025 * random.nextDouble(),
          colour);
    }

    void cover(double x, double y, double[] pixel) {
      if (Math.abs(normalX * x + normalY * y - offset) <= halfWidth) {
        System.arraycopy(colour, 0, pixel, 0, 3);
      }
    }
  }

  private record PaintedRows(int height, int width, float[] pixels) implements PixelRows {
    @Override
    public int channels() {
      return 3;
    }

    @Override
    public void read(int y, float[] row) {
      System.arraycopy(pixels, y * width * 3, row, 0, width * 3);
    }
  }
}
