package dev.graft.api.layers;

import dev.graft.api.Shape;
import dev.graft.api.layer.InputShapes;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.Mode;
import dev.graft.api.layer.Variables;
import dev.graft.api.ops.Ops;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * Drops units at random in training and scales the others up (Srivastava et al. 2014); Keras {@code
 * Dropout}.
 */
public record Dropout(
    @Setting(
            value = "Share of units dropped.",
            min = 0,
            max = 1,
            maxExclusive = true,
            example = "0.5")
        double rate)
    implements Layer {
  /** Checks the range. */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("a dropout rate is in [0, 1), found " + rate);
    }
  }

  @Override
  public Shape outputShape(List<Shape> inputs) {
    return InputShapes.single(inputs);
  }

  @Override
  public boolean dependsOnMode() {
    return true;
  }

  @Override
  public <T> T apply(Ops<T> ops, List<T> inputs, Variables<T> variables, Mode mode) {
    T x = inputs.get(0);
    if (mode == Mode.INFERENCE || rate == 0) {
      return x;
    }
    return ops.multiply(x, variables.dropoutMask(rate, ops.exampleShape(x)));
  }
}
