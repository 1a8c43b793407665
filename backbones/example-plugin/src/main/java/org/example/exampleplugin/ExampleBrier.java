package org.example.exampleplugin;

import dev.graft.api.metric.Direction;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import java.util.OptionalDouble;

/**
 * Brier score (1950): the mean squared distance between the probabilities and the truth. 0 is the
 * best; unlike accuracy it also tells how far the probabilities can be trusted.
 */
public final class ExampleBrier implements Metric {
  @Override
  public String name() {
    return "brier";
  }

  @Override
  public Direction direction() {
    return Direction.SMALLER_IS_BETTER;
  }

  @Override
  public MetricTally start() {
    return new Tally();
  }

  private static final class Tally implements MetricTally {
    private double sum;
    private int count;

    @Override
    public void add(int label, double[] probabilities, int chosen) {
      for (int i = 0; i < probabilities.length; i++) {
        double distance = probabilities[i] - (i == label ? 1 : 0);
        sum += distance * distance;
      }
      count++;
    }

    @Override
    public OptionalDouble value() {
      return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
  }
}
