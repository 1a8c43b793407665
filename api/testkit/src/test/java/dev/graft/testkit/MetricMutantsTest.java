package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics that are wrong in one way each, and the rule that tells it. */
class MetricMutantsTest {
  private enum Fault {
    NONE,
    NAME,
    DIRECTION,
    NAN,
    NEVER,
    ORDER,
    SHARED,
    ENDS,
    CHANGES
  }

  /** The mean probability of the right class, with a fault. */
  private record Faulty(Fault fault, Tally shared) implements Metric {
    @Override
    public String name() {
      return fault == Fault.NAME ? "Right class" : "right_class";
    }

    @Override
    public Direction direction() {
      return fault == Fault.DIRECTION ? Direction.SMALLER_IS_BETTER : Direction.LARGER_IS_BETTER;
    }

    @Override
    public MetricTally start() {
      return fault == Fault.SHARED ? shared : new Tally(fault);
    }
  }

  private static final class Tally implements MetricTally {
    private final Fault fault;
    private final List<double[]> all = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    Tally(Fault fault) {
      this.fault = fault;
    }

    @Override
    public void add(int label, double[] probabilities, int chosen) {
      labels.add(label);
      all.add(probabilities.clone());
      if (fault == Fault.CHANGES) {
        probabilities[0] = 0;
      }
    }

    @Override
    public OptionalDouble value() {
      if (fault == Fault.NEVER || (all.isEmpty() && fault != Fault.NAN)) {
        return OptionalDouble.empty();
      }
      double sum = 0;
      for (int i = 0; i < all.size(); i++) {
        double weight = fault == Fault.ORDER ? 2.0 * (i + 1) / (all.size() + 1) : 1;
        sum += weight * all.get(i)[labels.get(i)];
      }
      double mean = sum / all.size();
      if (fault == Fault.ENDS) {
        all.clear();
        labels.clear();
      }
      return OptionalDouble.of(mean);
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends MetricContract {
    @Override
    protected Metric metric(Labels labels) {
      return new Faulty(underTest, new Tally(underTest));
    }
  }

  @Test
  void aRightMetricBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NAME, METRIC-1",
    "DIRECTION, METRIC-2",
    "NAN, METRIC-3",
    "NEVER, METRIC-4",
    "ORDER, METRIC-5",
    "SHARED, METRIC-6",
    "ENDS, METRIC-7",
    "CHANGES, METRIC-8"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("METRIC-"));
  }
}
