package dev.graft.assembly.experiment;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Node;
import dev.graft.training.model.LayerTypes;
import dev.graft.training.model.ModelFolder;
import dev.graft.training.run.RunFolder;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run's own copy of an imported network: it stands for the files that the network came from,
 * which may be gone when the run's experiment is looked at again.
 */
final class OwnCopy {
  private OwnCopy() {}

  /**
   * The backbone as the run has kept it.
   *
   * @param folder where the experiment file is
   * @return empty if that is no run's folder, or its backbone was not imported
   * @throws dev.graft.api.problem.ProblemException if the copy is damaged
   */
  static Optional<Architecture> of(Path folder, LayerTypes layerTypes) {
    RunFolder run = new RunFolder(folder);
    if (!run.hasModel()) {
      return Optional.empty();
    }
    Architecture network = ModelFolder.network(run.model(), layerTypes);
    return ImportedChecks.in(network).map(Node::name).map(network::upTo);
  }
}
