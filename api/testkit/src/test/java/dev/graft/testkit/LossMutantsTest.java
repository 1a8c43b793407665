package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.ops.Ops;
import dev.graft.testkit.reference.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Losses that are wrong in one way each, and the rule that tells it. */
class LossMutantsTest {
  enum Fault implements Loss {
    NONE,
    FITS_NOTHING {
      @Override
      public boolean fits(Decision decision) {
        return false;
      }
    },
    MEAN_OF_THE_BATCH {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return ops.mean(super.of(ops, scores, targets), false, 0);
      }
    },
    NAIVE_LOGARITHM {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        T logs = ops.log(ops.softmax(scores));
        return ops.negate(ops.sum(ops.multiply(logs, targets), false, -1));
      }
    },
    NO_GRADIENT {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        Tensor x = (Tensor) scores;
        @SuppressWarnings("unchecked") // the reference engine is known here, which is the fault
        T constant = (T) Tensor.constant(x.dimensions(), x.values());
        return super.of(ops, constant, targets);
      }
    },
    COMPANY {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return super.of(ops, ops.subtract(scores, ops.mean(scores, true, 0)), targets);
      }
    },
    SIGN {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return ops.negate(super.of(ops, scores, targets));
      }
    },
    FLAT {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return super.of(ops, ops.relu(ops.abs(scores)), targets);
      }
    },
    BELOW_ZERO {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return ops.add(super.of(ops, scores, targets), -1);
      }
    },
    ABOVE_ZERO {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return ops.add(super.of(ops, scores, targets), 1);
      }
    },
    DICE {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return ops.multiply(super.of(ops, scores, targets), 1 + Math.random());
      }
    },
    WRITES_OVER_SCORES {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        T loss = super.of(ops, scores, targets);
        Arrays.fill(((Tensor) scores).values(), 0);
        return loss;
      }
    },
    FAINT {
      @Override
      public <T> T of(Ops<T> ops, T scores, T targets) {
        return super.of(ops, ops.multiply(scores, 1e-3), targets);
      }
    };

    @Override
    public <T> T of(Ops<T> ops, T scores, T targets) {
      return new SoftmaxCrossEntropy().of(ops, scores, targets);
    }

    @Override
    public boolean fits(Decision decision) {
      return decision instanceof Decision.Softmax;
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends LossContract {
    @Override
    protected Loss loss() {
      return underTest;
    }
  }

  @Test
  void aRightLossBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "FITS_NOTHING, LOSS-1",
    "MEAN_OF_THE_BATCH, LOSS-2",
    "NAIVE_LOGARITHM, LOSS-3",
    "NO_GRADIENT, LOSS-4",
    "COMPANY, LOSS-5",
    "SIGN, LOSS-6",
    "FLAT, LOSS-6",
    "FLAT, LOSS-7",
    "BELOW_ZERO, LOSS-8",
    "ABOVE_ZERO, LOSS-9",
    "DICE, LOSS-10",
    "WRITES_OVER_SCORES, LOSS-11",
    "FAINT, LOSS-12"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("LOSS-"));
  }
}
