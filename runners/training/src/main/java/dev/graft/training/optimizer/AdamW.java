package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter 2019); Keras {@code AdamW}: every
 * parameter, biases and batch-norm scales too, first loses {@code rate * weight_decay} of itself,
 * then Adam's step is made.
 */
public final class AdamW implements Optimizer {
  private final Settings settings;
  private final AdamUpdate update;

  /** Settings of {@code adamw}. */
  public record Settings(
      @Setting(
              value = "Size of a step.",
              defaultValue = "0.001",
              min = 0,
              minExclusive = true,
              example = "0.001")
          double learningRate,
      @Setting(
              value = "Share of itself, times the learning rate, that a parameter loses each step.",
              defaultValue = "0.004",
              min = 0)
          double weightDecay,
      @Flat AdamUpdate update) {
    /** Checks the ranges. */
    public Settings {
      Ranges.learningRate(learningRate);
      if (!(weightDecay >= 0 && Double.isFinite(weightDecay))) {
        throw new IllegalArgumentException("weight_decay is at least 0, found " + weightDecay);
      }
    }

    /** With the update in values. */
    public Settings(
        double learningRate, double weightDecay, double beta1, double beta2, double epsilon) {
      this(learningRate, weightDecay, new AdamUpdate(beta1, beta2, epsilon));
    }
  }

  /** Makes the optimizer. */
  @Inject
  public AdamW(Settings settings) {
    this.settings = settings;
    this.update = settings.update();
  }

  @Override
  public double learningRate() {
    return settings.learningRate();
  }

  @Override
  public List<String> slots() {
    return AdamUpdate.SLOTS;
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
    T lost = ops.multiply(ops.multiply(parameter, rate), settings.weightDecay());
    return update.apply(ops, ops.subtract(parameter, lost), gradient, slots, rate, step);
  }
}
