package dev.graft.api.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import dev.graft.api.metric.MetricValue;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class EpochMetricsTest {
  private static final EpochMetrics EPOCH =
      new EpochMetrics(
          2,
          "training",
          0.5,
          0.625,
          0.75,
          0.25,
          0.01,
          1.5,
          List.of(
              new MetricValue("auc", Direction.LARGER_IS_BETTER, OptionalDouble.of(0.875)),
              new MetricValue("odd", Direction.SMALLER_IS_BETTER, OptionalDouble.of(Double.NaN))));

  private static Metric named(String name) {
    return new Metric() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Direction direction() {
        return Direction.LARGER_IS_BETTER;
      }

      @Override
      public MetricTally start() {
        throw new UnsupportedOperationException();
      }
    };
  }

  @Test
  void everyColumnHasItsValueAndDirection() {
    List<String> columns = EpochMetrics.columns(List.of(named("auc"), named("odd")));

    assertThat(columns)
        .map(EPOCH::column)
        .containsExactly(
            new MetricValue("loss", Direction.SMALLER_IS_BETTER, OptionalDouble.of(0.5)),
            new MetricValue("accuracy", Direction.LARGER_IS_BETTER, OptionalDouble.of(0.625)),
            new MetricValue("loss", Direction.SMALLER_IS_BETTER, OptionalDouble.of(0.75)),
            new MetricValue("accuracy", Direction.LARGER_IS_BETTER, OptionalDouble.of(0.25)),
            new MetricValue("auc", Direction.LARGER_IS_BETTER, OptionalDouble.of(0.875)),
            new MetricValue("odd", Direction.SMALLER_IS_BETTER, OptionalDouble.empty()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EPOCH.column("validation_f1"))
        .withMessage("there is no column 'validation_f1'");
  }

  @Test
  void aValueThatIsNoNumberIsNotDefined() {
    assertThat(
            new MetricValue("odd", Direction.LARGER_IS_BETTER, OptionalDouble.of(Double.NaN))
                .value())
        .isEmpty();
    assertThatNullPointerException()
        .isThrownBy(() -> new MetricValue("odd", null, OptionalDouble.empty()))
        .withMessage("direction");
  }

  @Test
  void betterIsBetterByMoreThanTheDifference() {
    assertThat(Direction.LARGER_IS_BETTER.better(0.75, 0.5, 0.25)).isFalse();
    assertThat(Direction.LARGER_IS_BETTER.better(0.75, 0.5, 0.125)).isTrue();
    assertThat(Direction.SMALLER_IS_BETTER.better(0.25, 0.5, 0.25)).isFalse();
    assertThat(Direction.SMALLER_IS_BETTER.better(0.25, 0.5, 0.125)).isTrue();
    for (Direction direction : Direction.values()) {
      assertThat(direction.better(0, direction.worst(), 0)).isTrue();
    }
  }
}
