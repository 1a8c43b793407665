package dev.graft.training.data;

import java.util.random.RandomGenerator;

/**
 * A random pattern of two colours: a gradient, stripes, checks or blobs. Sines are {@code
 * StrictMath}'s, so that every machine paints the same pixels.
 */
final class ShapeTexture {
  private static final int GRADIENT = 0;
  private static final int STRIPES = 1;
  private static final int CHECKS = 2;
  private static final int KINDS = 4;

  private final int kind;
  private final double[] first;
  private final double[] second;
  private final double[] waves = new double[9];

  /**
   * Draws a texture.
   *
   * @param first red, green, blue of the one colour, 0 to 255
   * @param second the other's
   */
  ShapeTexture(RandomGenerator random, double[] first, double[] second) {
    this.kind = (int) (random.nextDouble() * KINDS);
    this.first = first;
    this.second = second;
    // Three waves, each with a direction of its own; 4 to 9 periods across the picture.
    for (int wave = 0; wave < 3; wave++) {
      double angle = random.nextDouble() * 2 * Math.PI;
      double frequency = 2 * Math.PI * (4 + 5 * random.nextDouble());
      waves[3 * wave] = frequency * StrictMath.cos(angle);
      waves[3 * wave + 1] = frequency * StrictMath.sin(angle);
      waves[3 * wave + 2] = random.nextDouble() * 2 * Math.PI;
    }
  }

  /**
   * Adds the colour at a place.
   *
   * @param x from 0 to 1 across the picture
   * @param y from 0 to 1 down the picture
   * @param share what to multiply it with
   * @param colour red, green, blue are added to
   */
  void add(double x, double y, double share, double[] colour) {
    double mix = mix(x, y);
    for (int channel = 0; channel < 3; channel++) {
      colour[channel] += share * (first[channel] * (1 - mix) + second[channel] * mix);
    }
  }

  private double mix(double x, double y) {
    return switch (kind) {
      // An eighth of a wave's period at most spans the picture: a slope.
      case GRADIENT -> 0.5 + 0.5 * StrictMath.sin((waves[0] * x + waves[1] * y) / 16 + waves[2]);
      case STRIPES -> 0.5 + 0.5 * wave(0, x, y);
      case CHECKS -> {
        double across = StrictMath.sin(waves[0] * x + waves[1] * y + waves[2]);
        double along = StrictMath.sin(-waves[1] * x + waves[0] * y + waves[5]);
        yield 0.5 + 0.5 * across * along;
      }
      default -> 0.5 + (wave(0, x, y) + wave(1, x, y) + wave(2, x, y)) / 6;
    };
  }

  private double wave(int index, double x, double y) {
    return StrictMath.sin(waves[3 * index] * x + waves[3 * index + 1] * y + waves[3 * index + 2]);
  }
}
