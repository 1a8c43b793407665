package dev.graft.api.weights;

import dev.graft.api.Stable;
import dev.graft.api.architecture.Architecture;
import java.util.function.Consumer;

/**
 * Where a network's weights come from: a backbone's, or those of a whole network.
 *
 * @since 0.1
 */
@Stable
public interface WeightsSource {
  /** What to call it in a log and in the provenance: a file's path, a run, {@code none}. */
  String description();

  /**
   * Reads the weights of a network. Loads no engine.
   *
   * @param architecture the network that wants them
   * @param seed the experiment's seed, for what the source leaves to be drawn
   * @param notes is told, in a line each, what is right but worth knowing of these weights
   * @return a value for every parameter of the network, with the right shape
   * @throws dev.graft.api.problem.ProblemException if there is no such file, it cannot be read or
   *     is of another network; naming layer, expected and found shape
   */
  Weights load(Architecture architecture, long seed, Consumer<String> notes);

  /** Reads the weights of a network, for callers whom no notes concern. */
  default Weights load(Architecture architecture, long seed) {
    return load(architecture, seed, note -> {});
  }

  /** No weights: every parameter gets its initial value. */
  static WeightsSource none() {
    return new WeightsSource() {
      @Override
      public String description() {
        return "none";
      }

      @Override
      public Weights load(Architecture architecture, long seed, Consumer<String> notes) {
        return Weights.initial(architecture, seed);
      }
    };
  }
}
