package dev.graft.local;

import dev.graft.api.plugin.Setting;

/**
 * The setting {@code threads} of the runners of this machine.
 *
 * @param threads 0 for one on each core
 */
public record Threads(
    @Setting(
            value =
                "Threads that prepare pictures, and compute on the processor; 0 for one on each"
                    + " core.",
            defaultValue = "0",
            min = 0)
        int threads) {
  /** Checks the range. */
  public Threads {
    if (threads < 0) {
      throw new IllegalArgumentException("threads is at least 0, found " + threads);
    }
  }

  /** How many that is on this machine, at least 1. */
  int count() {
    return threads == 0 ? Runtime.getRuntime().availableProcessors() : threads;
  }
}
