package dev.graft.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Values worked by hand, by scikit-learn's definitions. */
class MetricsTest {
  private static final Labels TWO = new Labels(List.of("cat", "dog"));
  private static final Labels THREE = new Labels(List.of("a", "b", "c"));
  private static final ClassChoice PLAIN = new ClassChoice(Optional.empty(), Optional.empty());
  private static final ClassChoice WEIGHTED =
      new ClassChoice(Optional.empty(), Optional.of(Average.WEIGHTED));

  /** Dogs are chosen above one half. */
  private static OptionalDouble ofTwo(Metric metric, int[] labels, double... dogs) {
    MetricTally tally = metric.start();
    for (int i = 0; i < labels.length; i++) {
      tally.add(labels[i], new double[] {1 - dogs[i], dogs[i]}, dogs[i] > 0.5 ? 1 : 0);
    }
    return tally.value();
  }

  /** The chosen class is all but certain. */
  private static OptionalDouble ofChoices(Metric metric, int[] labels, int... chosen) {
    MetricTally tally = metric.start();
    for (int i = 0; i < labels.length; i++) {
      double[] probabilities = {0.05, 0.05, 0.05};
      probabilities[chosen[i]] = 0.9;
      tally.add(labels[i], probabilities, chosen[i]);
    }
    return tally.value();
  }

  private static final int[] DOGS = {1, 1, 1, 0, 0};
  private static final double[] SAID = {0.9, 0.8, 0.3, 0.6, 0.1};

  @Test
  void ofTwoClassesTheSecondIsTold() {
    // Two of three dogs are found, one cat is taken for a dog.
    assertThat(ofTwo(new Precision(PLAIN, TWO), DOGS, SAID)).hasValue(2 / 3.0);
    assertThat(ofTwo(new Recall(PLAIN, TWO), DOGS, SAID)).hasValue(2 / 3.0);
    assertThat(ofTwo(new F1(PLAIN, TWO), DOGS, SAID)).hasValue(2 / 3.0);
    ClassChoice cat = new ClassChoice(Optional.of("cat"), Optional.empty());
    assertThat(ofTwo(new Precision(cat, TWO), DOGS, SAID)).hasValue(0.5);
    assertThat(ofTwo(new Recall(cat, TWO), DOGS, SAID)).hasValue(0.5);
  }

  @Test
  void ofMoreClassesTheMeanIsTold() {
    int[] labels = {0, 0, 0, 1, 1, 2};
    int[] chosen = {0, 0, 1, 1, 2, 2};

    // Precision 1, 1/2, 1/2; recall 2/3, 1/2, 1; F1 4/5, 1/2, 2/3.
    assertThat(ofChoices(new Precision(PLAIN, THREE), labels, chosen)).hasValue(2 / 3.0);
    assertThat(ofChoices(new Recall(PLAIN, THREE), labels, chosen).orElseThrow())
        .isEqualTo(13 / 18.0, offset(1e-12));
    assertThat(ofChoices(new F1(PLAIN, THREE), labels, chosen).orElseThrow())
        .isEqualTo((4 / 5.0 + 1 / 2.0 + 2 / 3.0) / 3, offset(1e-12));
    assertThat(ofChoices(new Precision(WEIGHTED, THREE), labels, chosen).orElseThrow())
        .isEqualTo((3 * 1 + 2 * 0.5 + 1 * 0.5) / 6, offset(1e-12));
    assertThat(ofChoices(new BalancedAccuracy(THREE), labels, chosen).orElseThrow())
        .isEqualTo(13 / 18.0, offset(1e-12));
  }

  @Test
  void nothingOfAClassIsZeroAndNothingAtAllIsUndefined() {
    // No dog is found, none is there.
    assertThat(ofTwo(new Precision(PLAIN, TWO), new int[] {1, 0}, 0.1, 0.1)).hasValue(0);
    assertThat(ofTwo(new Recall(PLAIN, TWO), new int[] {0, 0}, 0.9, 0.1)).hasValue(0);
    assertThat(ofTwo(new F1(PLAIN, TWO), new int[] {0, 0}, 0.1, 0.1)).hasValue(0);
    // c neither occurs nor is chosen: it takes no part.
    assertThat(ofChoices(new F1(PLAIN, THREE), new int[] {0, 1}, 0, 1)).hasValue(1);
    assertThat(ofChoices(new BalancedAccuracy(THREE), new int[] {0, 1}, 0, 2)).hasValue(0.5);
    for (Metric metric :
        List.of(
            new Precision(PLAIN, TWO),
            new Recall(WEIGHTED, TWO),
            new F1(PLAIN, TWO),
            new Auc(TWO),
            new BalancedAccuracy(TWO),
            new TopKAccuracy(new TopKAccuracy.Settings(1), TWO))) {
      assertThat(metric.start().value()).as(metric.name()).isEmpty();
      assertThat(metric.direction()).isEqualTo(Direction.LARGER_IS_BETTER);
    }
  }

  @Test
  void theAreaUnderTheCurveCountsPairsInOrder() {
    // Dogs 0.9, 0.8, 0.3 against cats 0.6, 0.1: five of six pairs are in order.
    assertThat(ofTwo(new Auc(TWO), DOGS, SAID).orElseThrow()).isEqualTo(5 / 6.0, offset(1e-12));
    // scikit-learn's example: 0.75.
    assertThat(ofTwo(new Auc(TWO), new int[] {0, 0, 1, 1}, 0.1, 0.4, 0.35, 0.8)).hasValue(0.75);
    assertThat(ofTwo(new Auc(TWO), new int[] {0, 1}, 0.1, 0.9)).hasValue(1);
    assertThat(ofTwo(new Auc(TWO), new int[] {0, 1}, 0.9, 0.1)).hasValue(0);
  }

  @Test
  void tiesCountHalfAndOneClassAloneHasNoCurve() {
    assertThat(ofTwo(new Auc(TWO), new int[] {0, 1, 0, 1}, 0.5, 0.5, 0.5, 0.5)).hasValue(0.5);
    assertThat(ofTwo(new Auc(TWO), new int[] {0, 1, 1}, 0.4, 0.4, 0.8)).hasValue(0.75);
    assertThat(ofTwo(new Auc(TWO), new int[] {1, 1}, 0.4, 0.8)).isEmpty();
    assertThat(ofChoices(new Auc(THREE), new int[] {0, 1}, 0, 1)).isEmpty();
  }

  @Test
  void theAreaOfSeveralClassesIsTheMeanOfEachAgainstTheOthers() {
    MetricTally tally = new Auc(THREE).start();
    tally.add(0, new double[] {0.7, 0.2, 0.1}, 0);
    tally.add(1, new double[] {0.4, 0.5, 0.1}, 1);
    tally.add(2, new double[] {0.1, 0.6, 0.3}, 1);

    // a: 0.7 above both. b: 0.5 above one of two. c: 0.3 above both.
    assertThat(tally.value().orElseThrow()).isEqualTo((1 + 0.5 + 1) / 3, offset(1e-12));
  }

  @Test
  void aClassAmongTheMostProbableIsRight() {
    Metric top = new TopKAccuracy(new TopKAccuracy.Settings(2), THREE);
    MetricTally tally = top.start();
    tally.add(2, new double[] {0.5, 0.2, 0.3}, 0);
    tally.add(1, new double[] {0.5, 0.2, 0.3}, 0);
    tally.add(0, new double[] {0.2, 0.4, 0.4}, 1);
    tally.add(1, new double[] {0.5, 0.25, 0.25}, 0);

    assertThat(top.name()).isEqualTo("top_2_accuracy");
    assertThat(tally.value()).hasValue(0.5);
  }

  @Test
  void namesTellWhatWasChosen() {
    ClassChoice label = new ClassChoice(Optional.of("Fluffy cat"), Optional.empty());
    assertThat(label.named("f1")).isEqualTo("f1_fluffy_cat");
    assertThat(WEIGHTED.named("f1")).isEqualTo("f1_weighted");
    assertThat(PLAIN.named("f1")).isEqualTo("f1");
    ClassChoice foreign = new ClassChoice(Optional.of("Bär-犬"), Optional.empty());
    assertThat(foreign.named("f1")).isEqualTo("f1_bär_犬");
  }

  @Test
  void senselessSettingsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new F1(new ClassChoice(Optional.of("dgo"), Optional.empty()), TWO))
        .withMessage("there is no class 'dgo'; the classes are cat, dog; did you mean 'dog'?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TopKAccuracy(new TopKAccuracy.Settings(3), THREE))
        .withMessage("is 3, but there are only 3 classes: the accuracy would always be 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassChoice(Optional.of("cat"), Optional.of(Average.MACRO)))
        .withMessage("the metric of one class, label, has no average");
  }
}
