package dev.graft.architectures;

import dev.graft.api.plugin.Setting;

/**
 * The settings of the MobileNetV3s.
 *
 * @param alpha factor of the channels, above 0; weights are published for 0.75 and 1
 * @param minimalistic whether there are 3x3 kernels and ReLU only, without squeeze and excitation,
 *     for processors that are slow at the rest; weights are published for alpha 1
 */
public record MobileNetV3Settings(
    @Setting(
            value = "Factor of every layer's channels; there are weights for 0.75, 1.",
            defaultValue = "1.0",
            min = 0,
            minExclusive = true,
            max = 8)
        double alpha,
    @Setting(
            value = "Whether to do without 5x5 kernels, hard swish, and squeeze and excitation.",
            defaultValue = "false")
        boolean minimalistic) {
  /** Checks the range. */
  public MobileNetV3Settings {
    if (!(alpha > 0 && alpha <= 8)) {
      throw new IllegalArgumentException("alpha is in (0, 8], found " + alpha);
    }
  }

  /** With all that makes the network better. */
  public static MobileNetV3Settings of(double alpha) {
    return new MobileNetV3Settings(alpha, false);
  }
}
