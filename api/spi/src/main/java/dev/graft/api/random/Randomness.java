package dev.graft.api.random;

import dev.graft.api.Stable;
import java.util.random.RandomGenerator;

/**
 * The one source of randomness: every draw is a function of the experiment's seed and of what it is
 * for, so it is the same at any number of threads, in any order of work and on any engine.
 *
 * @param seed the experiment's seed
 * @since 0.1
 */
@Stable
public record Randomness(long seed) {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  /** A generator for something drawn once in an experiment, such as a parameter's initial value. */
  public RandomGenerator forPurpose(String purpose) {
    return new SplitMix(hash(seed, purpose));
  }

  /** A generator for something drawn once in an epoch, such as the order of examples. */
  public RandomGenerator forEpoch(int epoch, String purpose) {
    return new SplitMix(mix(hash(seed, purpose) + GOLDEN_GAMMA * (epoch + 1L)));
  }

  /**
   * A generator for something drawn once for an example in an epoch, such as an augmentation or a
   * dropout mask.
   *
   * @param epoch from 0, counted through all phases
   * @param example index of the example in the training set
   * @param purpose what is drawn, such as {@code augmentation} or a layer's name
   */
  public RandomGenerator forExample(int epoch, long example, String purpose) {
    long state = mix(hash(seed, purpose) + GOLDEN_GAMMA * (epoch + 1L));
    return new SplitMix(mix(state + GOLDEN_GAMMA * (example + 1L)));
  }

  /** FNV-1a over the purpose's characters, mixed with the seed. */
  private static long hash(long seed, String purpose) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < purpose.length(); i++) {
      hash = (hash ^ purpose.charAt(i)) * 0x100000001b3L;
    }
    return mix(mix(seed) ^ hash);
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /**
   * SplitMix64 (Steele, Lea, Flood 2014), written out because the JDK does not promise that {@code
   * SplittableRandom} gives the same numbers in every release.
   */
  private static final class SplitMix implements RandomGenerator {
    private long state;

    SplitMix(long state) {
      this.state = state;
    }

    @Override
    public long nextLong() {
      state += GOLDEN_GAMMA;
      return mix(state);
    }
  }
}
