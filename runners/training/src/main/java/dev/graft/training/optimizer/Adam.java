package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
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
      @Setting(
              value = "Share of the gradients' running mean that is kept at each step.",
              defaultValue = "0.9",
              min = 0,
              max = 1,
              maxExclusive = true)
          double beta1,
      @Setting(
              value = "Share of the squared gradients' running mean that is kept at each step.",
              defaultValue = "0.999",
              min = 0,
              max = 1,
              maxExclusive = true)
          double beta2,
      @Setting(
              value = "Added to the root of the mean square, against division by zero.",
              defaultValue = "1e-7",
              min = 0,
              minExclusive = true)
          double epsilon) {
    /** Checks the ranges. */
    public Settings {
      Ranges.learningRate(learningRate);
      Ranges.share("beta_1", beta1);
      Ranges.share("beta_2", beta2);
      Ranges.epsilon(epsilon);
    }
  }

  /** Makes the optimizer. */
  @Inject
  public Adam(Settings settings) {
    this.learningRate = settings.learningRate();
    this.update = new AdamUpdate(settings.beta1(), settings.beta2(), settings.epsilon());
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
