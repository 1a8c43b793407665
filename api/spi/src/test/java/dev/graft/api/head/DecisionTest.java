package dev.graft.api.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Labels;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
  private static final Labels PETS = new Labels(List.of("cat", "dog"));

  @ParameterizedTest
  @CsvSource({
    // 1 / (1 + e^-score) by hand
    "0, 0.5",
    "1, 0.7310585786300049",
    "-1, 0.2689414213699951",
    "100, 1",
    "-100, 3.720075976020836e-44",
    "3.4e38, 1",
    "-3.4e38, 0"
  })
  void sigmoidIsTheProbabilityOfTheSecondLabel(float score, double probability) {
    double[] probabilities = new Decision.Sigmoid(0.5).probabilities(new float[] {score});

    assertThat(probabilities[1])
        .isCloseTo(probability, within(Math.max(probability * 1e-13, Double.MIN_VALUE)));
    assertThat(probabilities[0] + probabilities[1]).isCloseTo(1, within(1e-15));
  }

  @Test
  void theSmallProbabilityKeepsItsDigitsOnBothSides() {
    Decision sigmoid = new Decision.Sigmoid(0.5);

    assertThat(sigmoid.probabilities(new float[] {60})[0])
        .isEqualTo(sigmoid.probabilities(new float[] {-60})[1])
        .isCloseTo(Math.exp(-60), within(Math.exp(-60) * 1e-12));
  }

  @Test
  void theSecondLabelIsChosenAboveTheThreshold() {
    assertThat(Prediction.of(new float[] {0.1f}, new Decision.Sigmoid(0.5), PETS).label())
        .isEqualTo("dog");
    assertThat(Prediction.of(new float[] {-0.1f}, new Decision.Sigmoid(0.5), PETS).label())
        .isEqualTo("cat");
    Prediction careful = Prediction.of(new float[] {2}, new Decision.Sigmoid(0.9), PETS);
    assertThat(careful.label()).isEqualTo("cat");
    assertThat(careful.probability()).isCloseTo(0.1192029220221175, within(1e-12));
  }

  @Test
  void softmaxIsStableAndTakesTheLargest() {
    Decision softmax = new Decision.Softmax();

    double[] probabilities = softmax.probabilities(new float[] {1000, 1001, -1000});

    assertThat(probabilities[0]).isCloseTo(0.2689414213699951, within(1e-12));
    assertThat(probabilities[1]).isCloseTo(0.7310585786300049, within(1e-12));
    assertThat(probabilities[2]).isZero();
    assertThat(softmax.label(probabilities)).isEqualTo(1);
    assertThat(softmax.label(new double[] {0.5, 0.5})).isZero();
  }

  @Test
  void knowsHowManyOutputsItNeeds() {
    assertThat(new Decision.Sigmoid(0.5).outputs(2)).isEqualTo(1);
    assertThat(new Decision.Softmax().outputs(7)).isEqualTo(7);
  }

  @Test
  void refusesThresholdsAndScoresThatMakeNoSense() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Decision.Sigmoid(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Decision.Sigmoid(1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Decision.Sigmoid(Double.NaN));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Decision.Sigmoid(0.5).probabilities(new float[] {1, 2}));
  }
}
