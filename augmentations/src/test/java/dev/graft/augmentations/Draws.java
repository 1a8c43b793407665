package dev.graft.augmentations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/** Ten thousand draws of one number. */
final class Draws {
  /** What the draws are made for: neither square nor even. */
  static final ImageSize SIZE = new ImageSize(40, 61, 3);

  private final double[] values = new double[10_000];

  private Draws() {}

  static Draws of(Augmentation augmentation, ToDoubleFunction<Affine> value) {
    Draws draws = new Draws();
    RandomGenerator random = new SplittableRandom(11);
    for (int i = 0; i < draws.values.length; i++) {
      draws.values[i] = value.applyAsDouble((Affine) augmentation.draw(random, SIZE));
    }
    return draws;
  }

  static Affine one(Augmentation augmentation) {
    return (Affine) augmentation.draw(new SplittableRandom(12), SIZE);
  }

  /** All within; each tenth of the range has its tenth of the draws, to five deviations. */
  void areEvenBetween(double low, double high) {
    int[] tenths = new int[10];
    for (double value : values) {
      assertThat(value).isBetween(low - 1e-9, high + 1e-9);
      tenths[(int) Math.min(9, Math.max(0, 10 * (value - low) / (high - low)))]++;
    }
    for (int count : tenths) {
      assertThat(count).isCloseTo(1000, within(150));
    }
  }
}
