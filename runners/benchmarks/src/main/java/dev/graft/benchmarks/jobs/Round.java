package dev.graft.benchmarks.jobs;

import java.util.List;

/**
 * Each job once, and Graft's own before and after those of the peer: a machine that becomes slower
 * or faster meanwhile does so for both.
 *
 * @param before with nothing kept
 * @param again with another head, the features kept
 * @param after with nothing kept, as before
 */
record Round(GraftJob before, GraftJob again, PeerJob cached, PeerJob seed, GraftJob after) {
  /** Those of Graft that begin with nothing. */
  List<GraftJob> whole() {
    return List.of(before, after);
  }

  double shareOfSeed() {
    return seconds() / seed.seconds();
  }

  double shareOfCached() {
    return seconds() / cached.seconds();
  }

  private double seconds() {
    return (before.seconds() + after.seconds()) / 2;
  }
}
