package org.example.exampleplugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Labels;
import dev.graft.api.metric.Metric;
import dev.graft.api.metric.MetricTally;
import dev.graft.testkit.MetricContract;
import org.junit.jupiter.api.Test;

class ExampleBrierTest extends MetricContract {
  @Override
  protected Metric metric(Labels labels) {
    return new ExampleBrier();
  }

  /** The contract knows no formula: this test does. */
  @Test
  void isTheMeanSquaredDistance() {
    MetricTally tally = new ExampleBrier().start();
    tally.add(0, new double[] {0.75, 0.25}, 0); // 1/16 + 1/16
    tally.add(1, new double[] {0.5, 0.5}, 0); // 1/4 + 1/4

    assertThat(tally.value()).hasValue(0.3125);
  }
}
