package dev.graft.cli;

/**
 * Guesses how long the rest of a training takes: this epoch at its own pace, the later ones as long
 * as the last whole one. The first epoch is often slower than the others, because pictures are read
 * and frozen features computed in it; so nothing of it is carried on once another is over.
 */
final class TimeLeft {
  private int epochs;
  private int epoch;
  private int steps;
  private double startSeconds;
  private double lastEpochSeconds = Double.NaN;

  /** An epoch begins. */
  void epochStarted(int number, int ofEpochs, int ofSteps, double nowSeconds) {
    epoch = number;
    epochs = ofEpochs;
    steps = ofSteps;
    startSeconds = nowSeconds;
  }

  /** The epoch is over. */
  void epochFinished(double nowSeconds) {
    lastEpochSeconds = nowSeconds - startSeconds;
  }

  /**
   * Seconds to the end of the last epoch.
   *
   * @param step steps of this epoch that are done, at least 1
   */
  double seconds(int step, double nowSeconds) {
    double soFar = nowSeconds - startSeconds;
    double thisEpoch = soFar / step * steps;
    double laterEpoch = Double.isNaN(lastEpochSeconds) ? thisEpoch : lastEpochSeconds;
    // An epoch does not end with its last step: the validation takes part of the last one's time.
    double rest = Math.max(thisEpoch, Math.min(laterEpoch, 2 * thisEpoch)) - soFar;
    return Math.max(0, rest) + (epochs - epoch) * laterEpoch;
  }
}
