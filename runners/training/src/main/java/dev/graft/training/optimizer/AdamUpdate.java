package dev.graft.training.optimizer;

import dev.graft.api.ops.Ops;
import dev.graft.api.optimizer.Slots;
import dev.graft.api.plugin.Setting;
import java.util.List;

/**
 * The step that Adam and AdamW share, as Keras writes it: {@code m += (1 - beta1)(g - m)}, {@code v
 * += (1 - beta2)(g² - v)}, {@code w -= rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) +
 * epsilon)}. A record of settings that both have beside their own.
 *
 * @param beta1 share of the running mean that is kept, in [0, 1)
 * @param beta2 share of the running mean square that is kept, in [0, 1)
 * @param epsilon added to the root of the mean square, above 0
 */
public record AdamUpdate(
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
  private static final String MOMENTUM = "momentum";
  private static final String VELOCITY = "velocity";

  static final List<String> SLOTS = List.of(MOMENTUM, VELOCITY);

  /** Checks the ranges. */
  public AdamUpdate {
    Ranges.share("beta_1", beta1);
    Ranges.share("beta_2", beta2);
    Ranges.epsilon(epsilon);
  }

  <T> T apply(Ops<T> ops, T parameter, T gradient, Slots<T> slots, T rate, T step) {
    T momentum = moved(ops, slots, MOMENTUM, gradient, beta1);
    T velocity = moved(ops, slots, VELOCITY, ops.square(gradient), beta2);
    T correction =
        ops.divide(ops.sqrt(oneLessPower(ops, beta2, step)), oneLessPower(ops, beta1, step));
    T numerator = ops.multiply(momentum, ops.multiply(rate, correction));
    return ops.subtract(parameter, ops.divide(numerator, ops.add(ops.sqrt(velocity), epsilon)));
  }

  private static <T> T moved(Ops<T> ops, Slots<T> slots, String slot, T value, double beta) {
    T old = slots.get(slot);
    T moved = ops.add(old, ops.multiply(ops.subtract(value, old), 1 - beta));
    slots.assign(slot, moved);
    return moved;
  }

  /**
   * {@code 1 - beta^step}. Written as {@code -tanh(x / 2) (e^x + 1)} with {@code x = step ln beta}:
   * in 32-bit floats, the plain difference would lose four digits at the first steps.
   */
  private static <T> T oneLessPower(Ops<T> ops, double beta, T step) {
    if (beta == 0) {
      return ops.constant(1);
    }
    T exponent = ops.multiply(step, Math.log(beta));
    T halfTanh = ops.tanh(ops.multiply(exponent, 0.5));
    return ops.negate(ops.multiply(halfTanh, ops.add(ops.exp(exponent), 1)));
  }
}
