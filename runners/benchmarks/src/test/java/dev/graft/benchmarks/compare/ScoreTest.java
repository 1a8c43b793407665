package dev.graft.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import dev.graft.benchmarks.Median;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoreTest {
  private static Slice slice(double cpu, double... seconds) {
    return new Slice(seconds, cpu);
  }

  /** Ratios 2, 0.5 and 1.5: the machine was busy in the second round. */
  private static Score score(double goal) {
    Score score = new Score(Match.of("forward", 3, goal));
    score.add(slice(0.6, 0.1, 0.1, 9), slice(1.2, 0.2, 0.2, 0.2));
    score.add(slice(0.6, 0.4, 0.4, 0.4), slice(0.6, 0.2, 0.2, 0.2));
    score.add(slice(0.6, 0.2, 0.2, 0.2), slice(1.8, 0.3, 0.3, 0.3));
    return score;
  }

  @Test
  void theRatioIsTheMiddleOfTheRounds() {
    Score score = score(1.5);

    assertThat(score.ratios()).containsExactly(new double[] {2, 0.5, 1.5}, within(1e-12));
    assertThat(score.ratio()).isEqualTo(1.5, within(1e-12));
    assertThat(score.cpuRatio()).isEqualTo(2, within(1e-12));
    assertThat(score.ourSeconds()).isEqualTo(0.2);
    assertThat(score.theirSeconds()).isEqualTo(0.2);
  }

  @Test
  void whatIsWantedIsReachedOrNot() {
    assertThat(score(1.4).reached()).isTrue();
    assertThat(score(1.6).reached()).isFalse();
  }

  @Test
  void aMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertThat(Median.of(4, 1, 2, 3)).isEqualTo(2.5);
  }

  @Test
  void theTableTellsAll() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Introduction ours = new Introduction("Graft", new double[] {1, 2}, List.of("forward"));
    Introduction theirs = new Introduction("Keras", new double[] {1, 2}, List.of("forward"));

    new RatioTable(new PrintStream(text, true, StandardCharsets.UTF_8), 32)
        .print(ours, theirs, List.of(score(1.6)));

    assertThat(text.toString(StandardCharsets.UTF_8))
        .contains("Graft, beside Keras")
        .contains("| forward | 160.0 | 160.0 | 1.50 (0.50 to 2.00) | 2.00 | 1.6 NOT reached |");
  }

  @Test
  void featuresAreComparedInStandardDeviations() {
    Introduction one = new Introduction("one", new double[] {1, 3}, List.of());

    assertThat(one.distance(one)).isZero();
    assertThat(one.distance(new Introduction("two", new double[] {1, 3.5}, List.of())))
        .isEqualTo(0.5, within(1e-12));
    assertThatIllegalStateException()
        .isThrownBy(() -> one.distance(new Introduction("two", new double[] {1}, List.of())))
        .withMessage("one gives 2 features and two 1: they do not compute the same");
  }
}
