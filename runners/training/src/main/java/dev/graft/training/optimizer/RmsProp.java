package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * RMSProp (Tieleman and Hinton 2012); Keras {@code RMSprop}: gradients are divided by the root of
 * their running mean square, less the square of their running mean if {@code centered}. Epsilon is
 * added under the root.
 */
public final class RmsProp implements Optimizer {
  private static final String VELOCITY = "velocity";
  private static final String MOMENTUM = "momentum";
  private static final String AVERAGE_GRADIENT = "average_gradient";

  private final Settings settings;

  /** Settings of {@code rmsprop}. */
  public record Settings(
      @Setting(
              value = "Size of a step.",
              defaultValue = "0.001",
              min = 0,
              minExclusive = true,
              example = "0.001")
          double learningRate,
      @Setting(
              value = "Share of the running means that is kept at each step.",
              defaultValue = "0.9",
              min = 0,
              max = 1,
              maxExclusive = true)
          double rho,
      @Setting(
              value = "Share of the last step that is kept.",
              defaultValue = "0",
              min = 0,
              max = 1,
              maxExclusive = true)
          double momentum,
      @Setting(
              value = "Added to the mean square, against division by zero.",
              defaultValue = "1e-7",
              min = 0,
              minExclusive = true)
          double epsilon,
      @Setting(
              value = "Whether gradients are divided by their estimated standard deviation.",
              defaultValue = "false")
          boolean centered) {
    /** Checks the ranges. */
    public Settings {
      Ranges.learningRate(learningRate);
      Ranges.share("rho", rho);
      Ranges.share("momentum", momentum);
      Ranges.epsilon(epsilon);
    }
  }

  /** Makes the optimizer. */
  @Inject
  public RmsProp(Settings settings) {
    this.settings = settings;
  }

  @Override
  public double learningRate() {
    return settings.learningRate();
  }

  @Override
  public List<String> slots() {
    List<String> slots = new ArrayList<>(List.of(VELOCITY));
    if (settings.momentum() > 0) {
      slots.add(MOMENTUM);
    }
    if (settings.centered()) {
      slots.add(AVERAGE_GRADIENT);
    }
    return slots;
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
    T velocity = running(ops, slots, VELOCITY, ops.square(gradient));
    T spread = velocity;
    if (settings.centered()) {
      T average = running(ops, slots, AVERAGE_GRADIENT, gradient);
      spread = ops.subtract(velocity, ops.square(average));
    }
    T root = ops.sqrt(ops.add(spread, settings.epsilon()));
    T change = ops.divide(ops.multiply(gradient, rate), root);
    if (settings.momentum() > 0) {
      change = ops.add(ops.multiply(slots.get(MOMENTUM), settings.momentum()), change);
      slots.assign(MOMENTUM, change);
    }
    return ops.subtract(parameter, change);
  }

  private <T> T running(Ops<T> ops, Slots<T> slots, String slot, T value) {
    T kept = ops.multiply(slots.get(slot), settings.rho());
    T mean = ops.add(kept, ops.multiply(value, 1 - settings.rho()));
    slots.assign(slot, mean);
    return mean;
  }
}
