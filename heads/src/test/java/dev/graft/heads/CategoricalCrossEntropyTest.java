package dev.graft.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.loss.Loss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoricalCrossEntropyTest {
  private static final Loss LOSS = smoothing(0);

  private static Loss smoothing(double amount) {
    return new CategoricalCrossEntropy(new CategoricalCrossEntropy.Settings(amount));
  }

  /** {@code -sum t (x - log sum e^x)}, with the largest score taken out first. */
  private static double byFormula(double[] scores, double[] targets) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double score : scores) {
      largest = Math.max(largest, score);
    }
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - largest);
    }
    double loss = 0;
    for (int i = 0; i < scores.length; i++) {
      loss -= targets[i] * (scores[i] - largest - Math.log(sum));
    }
    return loss;
  }

  @Test
  void isTheCrossEntropyOfTheSoftmax() {
    double[] losses =
        Losses.values(
            LOSS,
            3,
            new double[] {0, 0, 0, 1, 2, 3, Math.log(2), Math.log(3), Math.log(5)},
            new double[] {0, 1, 0, 1, 0, 0, 0.2, 0.3, 0.5});
    assertThat(losses)
        .containsExactly(
            new double[] {
              Math.log(3),
              2.40760596444438,
              // Probabilities 0.2, 0.3 and 0.5, as the targets: the entropy.
              -0.2 * Math.log(0.2) - 0.3 * Math.log(0.3) - 0.5 * Math.log(0.5)
            },
            within(1e-12));
  }

  @Test
  void isStableAtLargeScores() {
    double[] scores = {100, -100, 0, 100, -100, 0, 100, 100, -100};
    double[] targets = {1, 0, 0, 0, 1, 0, 0.5, 0.25, 0.25};
    assertThat(Losses.values(LOSS, 3, scores, targets))
        .containsExactly(new double[] {0, 200, Math.log(2) + 0.25 * 200}, within(1e-12));
    assertThat(Losses.gradient(LOSS, 3, scores, targets))
        .containsExactly(new double[] {0, 0, 0, 1, -1, 0, 0, 0.25, -0.25}, within(1e-12));
  }

  @Test
  void smoothsTargetsTowardsAllClassesAlike() {
    double[] scores = {1, 2, 3, -4};
    assertThat(Losses.values(smoothing(0.1), 4, scores, new double[] {0, 0, 1, 0})[0])
        .isCloseTo(byFormula(scores, new double[] {0.025, 0.025, 0.925, 0.025}), within(1e-12));
  }

  @Test
  void theGradientIsProbabilityLessTarget() {
    // Scores whose softmax is 0.2, 0.3, 0.5; targets smoothed to 0.1, 0.1, 0.8.
    double[] scores = {Math.log(2), Math.log(3), Math.log(5)};
    assertThat(Losses.gradient(smoothing(0.3), 3, scores, new double[] {0, 0, 1}))
        .containsExactly(new double[] {0.1, 0.2, -0.3}, within(1e-12));
  }

  @Test
  void gradientsAreSlopes() {
    double[] scores = {-3, -0.5, 0, 0.1, 1.5, 8};
    double[] targets = {1, 0, 0, 0.2, 0.2, 0.6};
    for (double amount : new double[] {0, 0.1}) {
      assertThat(Losses.gradient(smoothing(amount), 3, scores, targets))
          .containsExactly(Losses.difference(smoothing(amount), 3, scores, targets), within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void smoothingIsBelowOne(double amount) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> smoothing(amount))
        .withMessage("label smoothing is in [0, 1), found " + amount);
  }
}
