package dev.graft.api.engine;

import dev.graft.api.Stable;

/**
 * Where and how widely an engine computes.
 *
 * @param device the device
 * @param threads threads an operation may use on the CPU, at least 1
 * @since 0.1
 */
@Stable
public record Placement(Device device, int threads) {
  /** Checks the range. */
  public Placement {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, found " + threads);
    }
  }

  /** On the CPU. */
  public static Placement cpu(int threads) {
    return new Placement(Device.cpu(), threads);
  }
}
