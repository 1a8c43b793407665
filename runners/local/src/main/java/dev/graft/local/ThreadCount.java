package dev.graft.local;

/** The setting {@code threads} of the runners of this machine. */
final class ThreadCount {
  private ThreadCount() {}

  /** The number of threads a setting stands for: 0 is one on each core. */
  static int of(int setting) {
    return setting == 0 ? Runtime.getRuntime().availableProcessors() : setting;
  }

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if it is negative
   */
  static void requireValid(int setting) {
    if (setting < 0) {
      throw new IllegalArgumentException("threads is at least 0, found " + setting);
    }
  }
}
