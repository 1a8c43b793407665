package dev.graft.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomnessTest {
  private final Randomness randomness = new Randomness(42);

  @Test
  void theSameQuestionHasTheSameAnswer() {
    assertThat(draw(randomness.forPurpose("a")))
        .isEqualTo(draw(new Randomness(42).forPurpose("a")));
    assertThat(draw(randomness.forExample(3, 17, "a")))
        .isEqualTo(draw(new Randomness(42).forExample(3, 17, "a")));
  }

  @Test
  void everythingAskedForChangesTheAnswer() {
    Set<Long> firsts = new HashSet<>();
    int asked = 0;
    for (long seed : new long[] {0, 1, 42, -1}) {
      Randomness some = new Randomness(seed);
      for (String purpose : new String[] {"a", "b", "ab", "ba", "conv2d", "conv2d_1"}) {
        firsts.add(some.forPurpose(purpose).nextLong());
        asked++;
        for (int epoch = 0; epoch < 10; epoch++) {
          firsts.add(some.forEpoch(epoch, purpose).nextLong());
          asked++;
          for (long example = 0; example < 50; example++) {
            firsts.add(some.forExample(epoch, example, purpose).nextLong());
            asked++;
          }
        }
      }
    }
    assertThat(firsts).hasSize(asked);
  }

  @Test
  void neighbouringExamplesAreNotAlike() {
    // The first draws of many examples are themselves uniform: mean 1/2, variance 1/12, and the
    // next example's draw does not follow from this one's.
    int n = 20_000;
    double[] draws = new double[n];
    for (int i = 0; i < n; i++) {
      draws[i] = randomness.forExample(0, i, "flip").nextDouble();
    }
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance = 0;
    double covariance = 0;
    for (int i = 0; i < n; i++) {
      variance += (draws[i] - mean) * (draws[i] - mean) / n;
      covariance += (draws[i] - mean) * (draws[(i + 1) % n] - mean) / n;
    }
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(variance).isCloseTo(1.0 / 12, within(0.002));
    assertThat(covariance / variance).isCloseTo(0, within(0.03));
  }

  @Test
  void splitMixGivesThePublishedNumbers() {
    // java.util.SplittableRandom is SplitMix64 as published; from seed s it draws mix(s + gamma).
    // forPurpose hides its state, so two draws are held against the step between them.
    RandomGenerator random = randomness.forPurpose("x");
    long first = unmix(random.nextLong());
    long second = unmix(random.nextLong());

    assertThat(second - first).isEqualTo(0x9E3779B97F4A7C15L);
    assertThat(new java.util.SplittableRandom(first).nextLong()).isEqualTo(mixOf(second));
  }

  private static long mixOf(long state) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The inverse of SplitMix64's finalizer. */
  private static long unmix(long mixed) {
    long z = mixed;
    z = z ^ (z >>> 31) ^ (z >>> 62);
    z *= 0x319642B2D24D8EC3L;
    z = z ^ (z >>> 27) ^ (z >>> 54);
    z *= 0x96DE1B173F119089L;
    return z ^ (z >>> 30) ^ (z >>> 60);
  }

  @Test
  void aDropoutMaskDropsItsShareAndScalesTheRest() {
    float[] mask = new float[100_000];

    DropoutMask.fill(randomness, 0, new long[] {5}, "dropout", 0.3, mask);

    long dropped = countZeros(mask);
    assertThat(dropped / 100_000.0).isCloseTo(0.3, within(0.01));
    for (float value : mask) {
      assertThat(value).isIn(0f, (float) (1 / 0.7));
    }
  }

  @Test
  void anExamplesMaskIsTheSameInAnyBatch() {
    float[] alone = new float[7];
    float[] together = new float[21];

    DropoutMask.fill(randomness, 2, new long[] {9}, "dropout", 0.5, alone);
    DropoutMask.fill(randomness, 2, new long[] {4, 9, 1}, "dropout", 0.5, together);

    assertThat(Arrays.copyOfRange(together, 7, 14)).isEqualTo(alone);
  }

  @Test
  void masksDifferByEpochExampleAndLayer() {
    float[] mask = mask(0, 0, "dropout");

    assertThat(mask(1, 0, "dropout")).isNotEqualTo(mask);
    assertThat(mask(0, 1, "dropout")).isNotEqualTo(mask);
    assertThat(mask(0, 0, "dropout_1")).isNotEqualTo(mask);
  }

  @Test
  void atRateZeroNothingIsDropped() {
    float[] mask = new float[99];

    DropoutMask.fill(randomness, 0, new long[] {1, 2, 3}, "dropout", 0, mask);

    assertThat(mask).containsOnly(1);
  }

  @Test
  void refusesARateOfOneAndMasksThatDoNotDivide() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DropoutMask.fill(randomness, 0, new long[] {1}, "dropout", 1, new float[1]));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DropoutMask.fill(randomness, 0, new long[] {1, 2}, "d", 0.5, new float[3]));
  }

  private float[] mask(int epoch, long example, String layer) {
    float[] mask = new float[64];
    DropoutMask.fill(randomness, epoch, new long[] {example}, layer, 0.5, mask);
    return mask;
  }

  private static long countZeros(float[] values) {
    long zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static long[] draw(RandomGenerator random) {
    return random.longs(5).toArray();
  }
}
