package dev.graft.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.loss.Loss;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryCrossEntropyTest {
  private static final Loss LOSS = smoothing(0);

  private static Loss smoothing(double amount) {
    return new BinaryCrossEntropy(new BinaryCrossEntropy.Settings(amount));
  }

  private static double[] one(double value) {
    return new double[] {value};
  }

  @ParameterizedTest
  @CsvSource({
    // score, target, -t log p - (1 - t) log(1 - p), p - t
    "0, 1, 0.6931471805599453, -0.5",
    "0, 0, 0.6931471805599453, 0.5",
    "0, 0.25, 0.6931471805599453, 0.25",
    "2, 1, 0.1269280110429726, -0.1192029220221176",
    "2, 0, 2.1269280110429727, 0.8807970779778824",
    "-1, 0.3, 0.6132616875182229, -0.0310585786300049",
    "20, 1, 2.0611536203143808e-9, -2.0611536181902037e-9",
    "100, 1, 3.720075976020836e-44, -3.720075976020836e-44",
    "100, 0, 100, 1",
    "-100, 0, 3.720075976020836e-44, 3.720075976020836e-44",
    "-100, 1, 100, -1",
    "100, 0.5, 50, 0.5",
  })
  void isTheCrossEntropyOfTheSigmoid(double score, double target, double loss, double slope) {
    assertThat(Losses.values(LOSS, 1, one(score), one(target))[0])
        .isCloseTo(loss, Percentage.withPercentage(1e-9));
    assertThat(Losses.gradient(LOSS, 1, one(score), one(target))[0])
        .isCloseTo(slope, Percentage.withPercentage(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    // Targets become t * 0.8 + 0.1; then as above by hand.
    "0, 1, 0.6931471805599453, -0.4",
    "2, 1, 0.3269280110429726, -0.0192029220221176",
    "2, 0, 1.9269280110429727, 0.7807970779778824",
    "100, 1, 10, 0.1",
    "-100, 1, 90, -0.9"
  })
  void smoothsTargetsTowardsAHalf(double score, double target, double loss, double slope) {
    Loss smoothing = smoothing(0.2);
    assertThat(Losses.values(smoothing, 1, one(score), one(target))[0])
        .isCloseTo(loss, within(1e-12));
    assertThat(Losses.gradient(smoothing, 1, one(score), one(target))[0])
        .isCloseTo(slope, within(1e-12));
  }

  @Test
  void gradientsAreSlopes() {
    double[] scores = {-3, -0.5, 0, 0.1, 1.5, 8};
    double[] targets = {1, 0, 0.5, 0.9, 1, 0.2};
    for (double amount : new double[] {0, 0.1}) {
      assertThat(Losses.gradient(smoothing(amount), 1, scores, targets))
          .containsExactly(Losses.difference(smoothing(amount), 1, scores, targets), within(1e-9));
      assertThat(Losses.gradient(smoothing(amount), 3, scores, targets))
          .containsExactly(Losses.difference(smoothing(amount), 3, scores, targets), within(1e-9));
    }
  }

  @Test
  void severalOutputsAreAveraged() {
    // Keras: BinaryCrossentropy averages over the last axis.
    double[] losses =
        Losses.values(LOSS, 2, new double[] {0, 2, 100, -1}, new double[] {1, 0, 0, 0.3});
    assertThat(losses)
        .containsExactly(
            new double[] {
              (0.6931471805599453 + 2.1269280110429727) / 2, (100 + 0.6132616875182229) / 2
            },
            within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void smoothingIsBelowOne(double amount) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> smoothing(amount))
        .withMessage("label smoothing is in [0, 1), found " + amount);
  }
}
