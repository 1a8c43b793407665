package dev.graft.benchmarks.compare;

import dev.graft.benchmarks.Median;
import java.util.ArrayList;
import java.util.List;

/** The slices of one match: the same number of both sides, round by round. */
final class Score {
  private final Match match;
  private final List<Slice> ours = new ArrayList<>();
  private final List<Slice> theirs = new ArrayList<>();

  Score(Match match) {
    this.match = match;
  }

  Match match() {
    return match;
  }

  void add(Slice our, Slice their) {
    ours.add(our);
    theirs.add(their);
  }

  /** Seconds of one repetition of ours: the middle of the rounds. */
  double ourSeconds() {
    return Median.of(ours.stream().mapToDouble(Slice::median).toArray());
  }

  /** Seconds of one repetition of theirs. */
  double theirSeconds() {
    return Median.of(theirs.stream().mapToDouble(Slice::median).toArray());
  }

  /** How many times as fast ours is, round by round. */
  double[] ratios() {
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs.get(i).median() / ours.get(i).median();
    }
    return ratios;
  }

  /** The middle of {@link #ratios}. */
  double ratio() {
    return Median.of(ratios());
  }

  /** How many times as much processor time theirs takes: the middle of the rounds. */
  double cpuRatio() {
    double[] ratios = new double[ours.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = theirs.get(i).cpuOfOne() / ours.get(i).cpuOfOne();
    }
    return Median.of(ratios);
  }

  /** Whether the ratio is what is wanted. */
  boolean reached() {
    return ratio() >= match.goal();
  }
}
