package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;

/** Adam (Kingma and Ba 2015); Keras {@code Adam}, whose epsilon is the paper's "epsilon hat". */
public final class Adam implements Optimizer {
  private final double learningRate;
  private final AdamUpdate update;

  /** Settings of {@code adam}. */
  public record Settings(
      @Setting(
              value = "Size of a step.",
              defaultValue = "0.001",
              min = 0,
              minExclusive = true,
              example = "0.001")
          double learningRate,
      @Flat AdamUpdate update) {
    /** Checks the range. */
    public Settings {
      Ranges.learningRate(learningRate);
    }

    /** With the update in values. */
    public Settings(double learningRate, double beta1, double beta2, double epsilon) {
      this(learningRate, new AdamUpdate(beta1, beta2, epsilon));
    }
  }

  /** Makes the optimizer. */
  @Inject
  public Adam(Settings settings) {
    this.learningRate = settings.learningRate();
    this.update = settings.update();
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  @Override
  public List<String> slots() {
    return AdamUpdate.SLOTS;
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
    return update.apply(ops, parameter, gradient, slots, rate, step);
  }
}
