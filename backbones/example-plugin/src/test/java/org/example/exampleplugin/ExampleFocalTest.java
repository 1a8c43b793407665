package org.example.exampleplugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.loss.Loss;
import dev.graft.testkit.LossContract;
import dev.graft.testkit.reference.ReferenceOps;
import dev.graft.testkit.reference.Tensor;
import org.junit.jupiter.api.Test;

class ExampleFocalTest extends LossContract {
  @Override
  protected Loss loss() {
    return new ExampleFocal(new ExampleFocal.Settings(2));
  }

  /** The contract knows no formula: this test does. */
  @Test
  void isTheFormulaOfThePaper() {
    Tensor scores = Tensor.constant(new int[] {1, 2}, Math.log(3), 0); // probabilities 3/4, 1/4
    Tensor targets = Tensor.constant(new int[] {1, 2}, 1, 0);

    Tensor losses = loss().of(new ReferenceOps(), scores, targets);

    assertThat(losses.values()).containsExactly(new double[] {-Math.log(0.75) / 16}, within(1e-12));
  }
}
