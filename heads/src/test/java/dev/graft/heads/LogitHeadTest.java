package dev.graft.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.graft.api.Labels;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.head.Prediction;
import dev.graft.api.layers.Dropout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogitHeadTest {
  private static final Labels TWO = Labels.sorted(List.of("cat", "dog"));
  private static final Shape IMAGE = Shape.of(7, 5, 12);

  private static LogitHead head(Pooling pooling, double dropout, double threshold) {
    return new LogitHead(new LogitHead.Settings(Optional.ofNullable(pooling), dropout, threshold));
  }

  @Test
  void averagesImageLikeFeatures() {
    Architecture layers = head(null, 0.2, 0.5).layers(IMAGE, TWO);
    assertThat(layers.layerNames()).containsExactly("head_pooling", "head_dropout", "logits");
    assertThat(layers.input().shape()).isEqualTo(IMAGE);
    assertThat(layers.outputShape()).isEqualTo(Shape.of(1));
    assertThat(layers.parameterCount()).isEqualTo(13);
    assertThat(layers.node("head_dropout").layer()).isEqualTo(new Dropout(0.2));
  }

  @Test
  void takesAVectorAsItIs() {
    Architecture layers = head(null, 0, 0.5).layers(Shape.of(512), TWO);
    assertThat(layers.layerNames()).containsExactly("logits");
    assertThat(layers.parameterCount()).isEqualTo(513);
  }

  @ParameterizedTest
  @CsvSource({"AVERAGE, head_pooling, 13", "MAX, head_pooling, 13", "FLATTEN, head_flatten, 421"})
  void poolsAsTold(Pooling pooling, String layer, long parameters) {
    Architecture layers = head(pooling, 0, 0.5).layers(IMAGE, TWO);
    assertThat(layers.layerNames()).containsExactly(layer, "logits");
    assertThat(layers.parameterCount()).isEqualTo(parameters);
  }

  @Test
  void poolingMustSuitTheFeatures() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(Pooling.NONE, 0, 0.5).layers(IMAGE, TWO))
        .withMessageContaining("found (7, 5, 12); use 'average', 'max' or 'flatten'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(Pooling.AVERAGE, 0, 0.5).layers(Shape.of(9), TWO))
        .withMessageContaining("found (9); leave 'pooling' out");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(Pooling.MAX, 0, 0.5).layers(Shape.of(9, 4), TWO))
        .withMessageContaining("found (9, 4); use 'flatten'");
  }

  @Test
  void isForTwoClasses() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> head(null, 0, 0.5).layers(IMAGE, new Labels(List.of("ant", "bee", "wasp"))))
        .withMessage(
            "head 'logit' tells two classes apart, found 3 (ant, bee, wasp); use head 'softmax'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                head(null, 0, 0.5)
                    .layers(IMAGE, new Labels(List.of("0", "1", "2", "3", "4", "5", "6"))))
        .withMessageContaining("found 7 (0, 1, 2, 3, 4, …); use head 'softmax'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(null, 0, 0.5).layers(IMAGE, new Labels(List.of("ant"))))
        .withMessage("head 'logit' tells two classes apart, found 1 (ant)");
  }

  @Test
  void theSecondClassIsChosenAboveTheThreshold() {
    float score = 1; // a probability of 0.731
    assertThat(Prediction.of(new float[] {score}, head(null, 0, 0.5).decision(), TWO).label())
        .isEqualTo("dog");
    assertThat(Prediction.of(new float[] {score}, head(null, 0, 0.8).decision(), TWO).label())
        .isEqualTo("cat");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void aThresholdIsAProbability(double threshold) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(null, 0, threshold))
        .withMessage("a threshold is in (0, 1), found " + threshold);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, -0.1, Double.NaN})
  void aDropoutRateIsBelowOne(double dropout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> head(null, dropout, 0.5))
        .withMessage("a dropout rate is in [0, 1), found " + dropout);
  }
}
