package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Optimizer;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013) if
 * asked for; Keras {@code SGD}: {@code v = momentum * v - rate * g}, then {@code w += v}, or {@code
 * w += momentum * v - rate * g} for Nesterov.
 */
public final class Sgd implements Optimizer {
  private static final String MOMENTUM = "momentum";

  private final Settings settings;

  /** Settings of {@code sgd}. */
  public record Settings(
      @Setting(
              value = "Size of a step.",
              defaultValue = "0.01",
              min = 0,
              minExclusive = true,
              example = "0.01")
          double learningRate,
      @Setting(
              value = "Share of the last step that is kept.",
              defaultValue = "0",
              min = 0,
              max = 1,
              maxExclusive = true,
              example = "0.9")
          double momentum,
      @Setting(
              value = "Whether the momentum looks ahead; without momentum it changes nothing.",
              defaultValue = "false")
          boolean nesterov) {
    /** Checks the ranges. */
    public Settings {
      Ranges.learningRate(learningRate);
      Ranges.share("momentum", momentum);
    }
  }

  /** Makes the optimizer. */
  @Inject
  public Sgd(Settings settings) {
    this.settings = settings;
  }

  @Override
  public double learningRate() {
    return settings.learningRate();
  }

  @Override
  public List<String> slots() {
    return settings.momentum() == 0 ? List.of() : List.of(MOMENTUM);
  }

  @Override
  public <T> T update(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
    T descent = ops.multiply(gradient, rate);
    if (settings.momentum() == 0) {
      return ops.subtract(parameter, descent);
    }
    T kept = ops.multiply(slots.get(MOMENTUM), settings.momentum());
    T velocity = ops.subtract(kept, descent);
    slots.assign(MOMENTUM, velocity);
    T change =
        settings.nesterov()
            ? ops.subtract(ops.multiply(velocity, settings.momentum()), descent)
            : velocity;
    return ops.add(parameter, change);
  }
}
