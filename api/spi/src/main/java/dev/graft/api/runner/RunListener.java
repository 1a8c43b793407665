package dev.graft.api.runner;

import dev.graft.api.Stable;
import dev.graft.api.experiment.Experiment;
import java.util.List;
import java.util.Optional;

/**
 * Is told how a run goes, and may ask a phase to end. All methods do nothing unless overridden;
 * calls come from one thread.
 *
 * <p>A component of this kind is named under {@code listeners} in an experiment file. If it throws
 * while the run goes on, a warning tells so and it is told nothing more; the run goes on.
 *
 * @since 0.1
 */
@Stable
public interface RunListener {
  /**
   * Looks at what it will be told of each epoch, when the experiment file is checked.
   *
   * @param columns names that {@link EpochMetrics#column} takes in this experiment
   * @throws dev.graft.api.plugin.SettingException if a setting names another one; told where the
   *     setting stands in the file
   * @throws IllegalArgumentException if it cannot do its work otherwise; told where the listener
   *     stands in the file
   */
  default void check(List<String> columns) {}

  /**
   * A run is about to begin; nothing has been read or written.
   *
   * @throws dev.graft.api.problem.ProblemException to refuse it
   */
  default void runStarted(Experiment experiment) {}

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

  /**
   * Whether the phase should end now, asked after each epoch: why, as a sentence, or empty to go
   * on. The next phase follows, if there is one.
   */
  default Optional<String> stopReason() {
    return Optional.empty();
  }

  /**
   * Whether the weights as they are now are those to be kept of this phase, asked after each epoch.
   * A phase leaves the weights of the last epoch that a listener wanted to be kept; those of its
   * last epoch if none did.
   */
  default boolean keepWeights() {
    return false;
  }
}
