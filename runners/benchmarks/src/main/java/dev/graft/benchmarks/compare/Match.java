package dev.graft.benchmarks.compare;

/**
 * What is compared with what.
 *
 * @param task what the engine is asked for
 * @param peerTask what the peer is asked for
 * @param times repetitions in a slice
 * @param goal the least ratio of the engine's speed to the peer's that is wanted
 */
record Match(String task, String peerTask, int times, double goal) {
  /** The same task on both sides. */
  static Match of(String task, int times, double goal) {
    return new Match(task, task, times, goal);
  }
}
