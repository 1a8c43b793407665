package dev.graft.training;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.engine.Placement;
import dev.graft.api.experiment.Experiment;
import dev.graft.api.random.Randomness;
import dev.graft.api.runner.RunListener;
import dev.graft.api.weights.Weights;
import dev.graft.training.features.FeatureStore;
import dev.graft.training.features.FrozenNetwork;
import dev.graft.training.features.PictureIndex;
import dev.graft.training.features.RunFeatures;
import dev.graft.training.input.FrozenPrefix;
import dev.graft.training.input.Pictures;
import dev.graft.training.input.Workers;
import java.util.List;
import java.util.Map;

/**
 * What all phases of a run share.
 *
 * @param experiment what to do
 * @param placement where
 * @param training the training pictures
 * @param validation the validation pictures
 * @param workers decode and augment
 * @param features those of frozen layers, kept from phase to phase and from run to run
 * @param index which pixels the pictures' files decode to
 * @param featureFacts gets what became of the features, for the provenance
 * @param listener is told how it goes
 */
record TrainingContext(
    Experiment experiment,
    Placement placement,
    Pictures training,
    Pictures validation,
    Workers workers,
    RunFeatures features,
    PictureIndex index,
    List<Map<String, Object>> featureFacts,
    RunListener listener) {

  Randomness randomness() {
    return new Randomness(experiment.seed());
  }

  /** Number of epochs of all phases. */
  int epochs() {
    return experiment.phases().stream().mapToInt(phase -> phase.epochs()).sum();
  }

  /** The frozen part of the network; the caller closes it. */
  FrozenPrefix prefix(Architecture part, Weights weights) {
    return new FrozenPrefix(
        new FrozenNetwork(
            part, weights.only(part), experiment.engine(), experiment.engineName(), placement));
  }

  /** The features of a frozen part of the experiment's network. */
  FeatureStore store(FrozenPrefix prefix) {
    return features.of(prefix.network(), experiment.backbone().name(), FrozenPrefix.BATCH);
  }

  /**
   * Decodes every picture that no run has decoded yet.
   *
   * @throws dev.graft.api.problem.ProblemException if some cannot be read: a problem for each
   */
  void readAll() {
    List<Pictures> all = List.of(training, validation);
    Pictures.readAll(
        all, workers, (done, total) -> listener.progress("reading pictures", done, total));
    all.forEach(pictures -> pictures.remember(index));
  }
}
