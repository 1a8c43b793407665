package dev.graft.api.runner;

import dev.graft.api.Stable;

/**
 * Is told how a run goes. All methods do nothing unless overridden; calls come from one thread.
 *
 * @since 0.1
 */
@Stable
public interface RunListener {
  /** Something worth a line in the log. */
  default void message(String text) {}

  /** Something worth a line that the user should act upon. */
  default void warning(String text) {}

  /**
   * A stretch of work of known length has come on, such as reading pictures.
   *
   * @param activity what is done, such as {@code reading pictures}
   * @param done how many are done
   * @param total of how many
   */
  default void progress(String activity, long done, long total) {}

  /**
   * An epoch begins.
   *
   * @param phase name of the phase
   * @param epoch from 1, counted through all phases
   * @param epochs number of epochs of all phases
   * @param steps number of steps of this epoch
   */
  default void epochStarted(String phase, int epoch, int epochs, int steps) {}

  /**
   * A step is done.
   *
   * @param step from 1 in this epoch
   * @param loss mean loss of the epoch so far
   * @param accuracy share of right answers of the epoch so far
   */
  default void stepFinished(int step, double loss, double accuracy) {}

  /** An epoch is over. */
  default void epochFinished(EpochMetrics metrics) {}
}
