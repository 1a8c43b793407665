package dev.graft.api.experiment;

import dev.graft.api.Evolving;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.ImageInput;
import dev.graft.api.engine.Engine;
import dev.graft.api.head.Decision;
import dev.graft.api.loss.Loss;
import dev.graft.api.metric.Metric;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsSource;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An experiment, read, checked and assembled: all that a runner needs, with no native library
 * loaded yet.
 *
 * @param name name of the experiment
 * @param seed seed of all randomness
 * @param data the examples
 * @param input how pictures become images
 * @param backbone the backbone's network, preprocessing included
 * @param weights where the backbone's weights come from, unless all come from {@code startFrom}
 * @param head the head's network; takes the backbone's output
 * @param startFrom if present, where the whole network's weights come from, the head's too: a
 *     finished run that this one goes on from
 * @param decision how scores become probabilities and a label
 * @param loss what is made small
 * @param metrics what the model is judged by, besides loss and accuracy; no two of one name
 * @param augmentations changes of training images, in order
 * @param phases at least one
 * @param engine what computes
 * @param engineName the engine's name in experiment files
 * @param output the run's folder; not there yet, or empty, or to be replaced
 * @param resolved the experiment file with all defaults written out, as YAML; running it again
 *     gives the same
 * @param provenance facts for the provenance record, such as the plugins' versions; by name
 * @since 0.1
 */
@Evolving
public record Experiment(
    String name,
    long seed,
    DataSplit data,
    ImageInput input,
    Architecture backbone,
    WeightsSource weights,
    Architecture head,
    Optional<WeightsSource> startFrom,
    Decision decision,
    Loss loss,
    List<Metric> metrics,
    List<NamedAugmentation> augmentations,
    List<Phase> phases,
    Engine engine,
    String engineName,
    Path output,
    String resolved,
    Map<String, Object> provenance) {
  /** Copies the collections. */
  public Experiment {
    metrics = List.copyOf(metrics);
    augmentations = List.copyOf(augmentations);
    phases = List.copyOf(phases);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
    if (phases.isEmpty()) {
      throw new IllegalArgumentException("an experiment has at least one phase");
    }
  }

  /** The whole network: backbone and head. */
  public Architecture network() {
    return backbone.then(name, head);
  }

  /** Where the weights come from that training begins with; what it leaves open is drawn. */
  public WeightsSource start() {
    return startFrom.orElse(weights);
  }

  /**
   * The values that training begins with: those of {@code startFrom}, or the backbone's {@code
   * weights} and the head's initial values.
   *
   * @param notes is told what the sources note of these weights
   * @return a value for every parameter of the whole network, in its order
   * @throws dev.graft.api.problem.ProblemException if they cannot be read or are of another network
   */
  public Weights initialWeights(Consumer<String> notes) {
    Architecture network = network();
    Weights initial =
        startFrom.isPresent()
            ? startFrom.get().load(network, seed, notes)
            : weights.load(backbone, seed, notes).with(Weights.initial(head, seed));
    initial.requireFor(network, start().description());
    return initial.only(network);
  }

  /** The values that training begins with, for callers whom no notes concern. */
  public Weights initialWeights() {
    return initialWeights(note -> {});
  }
}
