package dev.graft.training.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.graft.api.Labels;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Sixty examples of three classes, with many equal probabilities, against what scikit-learn 1.9.1
 * gives for the same numbers ({@code roc_auc_score}, {@code precision_score}, {@code recall_score},
 * {@code f1_score}, {@code balanced_accuracy_score}).
 */
class ReferenceMetricsTest {
  private static final Labels THREE = new Labels(List.of("a", "b", "c"));
  private static final Labels TWO = new Labels(List.of("a", "other"));
  private static final ClassChoice MACRO = choice(Average.MACRO);
  private static final ClassChoice WEIGHTED = choice(Average.WEIGHTED);
  private static final ClassChoice PLAIN = new ClassChoice(Optional.empty(), Optional.empty());
  private static final ClassChoice B = new ClassChoice(Optional.of("b"), Optional.empty());

  private record Case(int label, double[] probabilities, int chosen) {}

  private final List<Case> cases = cases();

  private static ClassChoice choice(Average average) {
    return new ClassChoice(Optional.empty(), Optional.of(average));
  }

  /** Small whole numbers over their sum, so that there are ties. */
  private static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    int[] drawn = new int[5];
    long state = 1;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < drawn.length; j++) {
        state = (state * 1103515245L + 12345) % (1L << 31);
        drawn[j] = (int) (state >> 16);
      }
      double[] probabilities = {drawn[0] % 6 + 1, drawn[1] % 6 + 1, drawn[2] % 6 + 1};
      int label = drawn[3] % 4 % 3;
      probabilities[label] += drawn[4] % 3;
      double sum = probabilities[0] + probabilities[1] + probabilities[2];
      int chosen = 0;
      for (int k = 0; k < 3; k++) {
        probabilities[k] /= sum;
        chosen = probabilities[k] > probabilities[chosen] ? k : chosen;
      }
      cases.add(new Case(label, probabilities, chosen));
    }
    return cases;
  }

  private void assertValue(Metric metric, double expected) {
    assertValue(metric, label -> label, chosen -> chosen, expected);
  }

  private void assertValue(
      Metric metric, IntUnaryOperator label, IntUnaryOperator chosen, double expected) {
    MetricTally tally = metric.start();
    for (Case one : cases) {
      tally.add(
          label.applyAsInt(one.label()),
          one.probabilities().clone(),
          chosen.applyAsInt(one.chosen()));
    }
    assertThat(tally.value().orElseThrow()).as(metric.name()).isEqualTo(expected, offset(1e-12));
  }

  @Test
  void ofThreeClasses() {
    assertValue(new Auc(THREE), 0.7035747534905336);
    assertValue(new Precision(PLAIN, THREE), 0.5270180436847103);
    assertValue(new Recall(MACRO, THREE), 0.5449667616334283);
    assertValue(new F1(MACRO, THREE), 0.5207631874298541);
    assertValue(new Precision(WEIGHTED, THREE), 0.5436538461538462);
    assertValue(new Recall(WEIGHTED, THREE), 0.5333333333333333);
    assertValue(new F1(WEIGHTED, THREE), 0.5262626262626262);
    assertValue(new BalancedAccuracy(THREE), 0.5449667616334283);
  }

  @Test
  void ofOneAmongThree() {
    assertValue(new Precision(B, THREE), 0.53846154, 5e-9);
    assertValue(new Recall(B, THREE), 0.35, 5e-9);
    assertValue(new F1(B, THREE), 0.42424242, 5e-9);
  }

  private void assertValue(Metric metric, double expected, double within) {
    MetricTally tally = metric.start();
    cases.forEach(one -> tally.add(one.label(), one.probabilities().clone(), one.chosen()));
    assertThat(tally.value().orElseThrow()).as(metric.name()).isEqualTo(expected, offset(within));
  }

  @Test
  void ofTwoClasses() {
    for (Metric metric :
        List.of(
            new Auc(TWO),
            new Precision(PLAIN, TWO),
            new Recall(PLAIN, TWO),
            new F1(PLAIN, TWO),
            new BalancedAccuracy(TWO))) {
      MetricTally tally = metric.start();
      for (Case one : cases) {
        double other = 1 - one.probabilities()[0];
        tally.add(
            Math.min(one.label(), 1),
            new double[] {one.probabilities()[0], other},
            other > 0.5 ? 1 : 0);
      }
      double expected =
          switch (metric.name()) {
            case "auc" -> 0.6851851851851852;
            case "precision" -> 0.6078431372549019;
            case "recall" -> 0.9393939393939394;
            case "f1" -> 0.7380952380952381;
            default -> 0.5993265993265994;
          };
      assertThat(tally.value().orElseThrow()).as(metric.name()).isEqualTo(expected, offset(1e-12));
    }
  }

  @Test
  void ofAClassThatIsNeverChosen() {
    IntUnaryOperator neverB = chosen -> chosen == 1 ? 0 : chosen;
    assertValue(new Precision(MACRO, THREE), label -> label, neverB, 0.31666666666666665);
    assertValue(new Precision(WEIGHTED, THREE), label -> label, neverB, 0.3225);
    assertValue(new F1(MACRO, THREE), label -> label, neverB, 0.3808231569425599);
  }

  @Test
  void ofAClassThatNeverOccurs() {
    IntUnaryOperator neverC = label -> label == 2 ? 0 : label;
    assertValue(new Precision(MACRO, THREE), neverC, chosen -> chosen, 0.40170940170940167);
    assertValue(new Recall(MACRO, THREE), neverC, chosen -> chosen, 0.26666666666666666);
    assertValue(new F1(MACRO, THREE), neverC, chosen -> chosen, 0.32051861902608175);
    assertValue(new Recall(WEIGHTED, THREE), neverC, chosen -> chosen, 0.4166666666666667);
    assertValue(new BalancedAccuracy(THREE), neverC, chosen -> chosen, 0.4);
  }
}
