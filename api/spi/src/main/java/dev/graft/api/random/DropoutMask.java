package dev.graft.api.random;

import dev.graft.api.Stable;
import java.util.random.RandomGenerator;

/**
 * Dropout's masks, drawn on the host so that every engine drops the same units (inverted dropout,
 * Srivastava et al. 2014; Keras {@code Dropout}).
 *
 * @since 0.1
 */
@Stable
public final class DropoutMask {
  private DropoutMask() {}

  /**
   * Fills the masks of a batch: 0 for a dropped unit, {@code 1 / (1 - rate)} for a kept one.
   *
   * @param randomness the experiment's randomness
   * @param epoch epoch, from 0, counted through all phases
   * @param examples index in the training set of each example of the batch
   * @param layer name of the dropout layer
   * @param rate share of units dropped, 0 (inclusive) to 1 (exclusive)
   * @param mask receives {@code examples.length} masks of equal size, one after the other
   */
  public static void fill(
      Randomness randomness, int epoch, long[] examples, String layer, double rate, float[] mask) {
    if (rate < 0 || rate >= 1) {
      throw new IllegalArgumentException("a dropout rate is in [0, 1), found " + rate);
    }
    if (examples.length == 0 || mask.length % examples.length != 0) {
      throw new IllegalArgumentException(
          "a mask of " + mask.length + " does not divide among " + examples.length + " examples");
    }
    int units = mask.length / examples.length;
    // Looked up by a sign: a branch on a random number is guessed wrong too often.
    float[] keptOrDropped = {(float) (1 / (1 - rate)), 0};
    // 32 bits a unit, two units a draw: the rate is met to 2^-32, at half the cost.
    long threshold = Math.round(rate * 0x1p32);
    for (int i = 0; i < examples.length; i++) {
      RandomGenerator random = randomness.forExample(epoch, examples[i], layer);
      int unit = i * units;
      int end = unit + units;
      while (unit < end) {
        long bits = random.nextLong();
        mask[unit++] = keptOrDropped[sign((bits >>> 32) - threshold)];
        if (unit < end) {
          mask[unit++] = keptOrDropped[sign((bits & 0xffffffffL) - threshold)];
        }
      }
    }
  }

  /** 1 for a number below 0, otherwise 0. */
  private static int sign(long number) {
    return (int) (number >>> 63);
  }
}
