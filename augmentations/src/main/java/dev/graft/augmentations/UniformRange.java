package dev.graft.augmentations;

import java.util.random.RandomGenerator;

/**
 * Numbers drawn evenly between two.
 *
 * @param low the smallest
 * @param high the largest; {@code low} itself is drawn if they are equal
 */
record UniformRange(double low, double high) {
  /** From {@code centre - spread} to {@code centre + spread}. */
  static UniformRange around(double centre, double spread) {
    return new UniformRange(centre - spread, centre + spread);
  }

  /** Draws one. Takes one number from the generator, whatever the range. */
  double draw(RandomGenerator random) {
    return low + (high - low) * random.nextDouble();
  }
}
