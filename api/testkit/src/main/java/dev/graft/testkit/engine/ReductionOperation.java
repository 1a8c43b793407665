package dev.graft.testkit.engine;

import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import java.util.Arrays;
import java.util.List;

/**
 * A reduction over axes, multiplied with its operand so that the result has a batch even where the
 * batch is reduced.
 */
record ReductionOperation(Kind kind, boolean keepDimensions, int... axes)
    implements OperationLayer {
  enum Kind {
    MEAN,
    SUM,
    MAX,
    SUM_ALL
  }

  /** Those that are told their axes. */
  static final List<Kind> ALONG_AXES = List.of(Kind.MEAN, Kind.SUM, Kind.MAX);

  @Override
  public <T> T compute(Ops<T> ops, T x, Variables<T> operands) {
    T reduced =
        switch (kind) {
          case MEAN -> ops.mean(x, keepDimensions, axes);
          case SUM -> ops.sum(x, keepDimensions, axes);
          case MAX -> ops.max(x, keepDimensions, axes);
          case SUM_ALL -> ops.sumAll(x);
        };
    boolean broadcasts = keepDimensions || kind == Kind.SUM_ALL || axes[0] == 0;
    return broadcasts ? ops.multiply(x, reduced) : reduced;
  }

  @Override
  public String toString() {
    return kind + " over " + Arrays.toString(axes) + (keepDimensions ? ", kept" : "");
  }
}
