package dev.graft.architectures.keras;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Variant;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.LeftAside;
import dev.graft.api.weights.Weights;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The weights of a network from an open HDF5 file, whichever of Keras's layouts it has. */
final class KerasWeightsFile {
  private KerasWeightsFile() {}

  /**
   * Reads the weights of a network.
   *
   * @param path the file that the user gave, for the notes
   * @param notes is told what the file has beyond the network, and which layers it calls otherwise
   * @throws ProblemException if the file is damaged, of no layout of Keras's, or of another network
   */
  static Weights read(Path path, Hdf5File file, Architecture architecture, Consumer<String> notes) {
    architecture
        .origin()
        .problemWith(file.path(), architecture.name(), Variant.KERAS)
        .ifPresent(
            problem -> {
              throw new ProblemException(problem);
            });
    StoredModel model = file.read(root -> model(file, root));
    LayerMatching matching = new LayerMatching(file.path(), model, architecture);
    Weights weights = matching.weights();
    matching.otherNames().ifPresent(notes);
    LeftAside.tell(path, matching.leftAside(), architecture, notes);
    return weights;
  }

  private static StoredModel model(Hdf5File file, Group root) {
    return LegacyLayout.in(root)
        .map(listing -> LegacyLayout.read(file, listing))
        .orElseGet(
            () -> {
              if (Keras3Layout.in(root)) {
                return Keras3Layout.read(file, root);
              }
              throw new ProblemException(
                  Problem.at(
                          file.path(),
                          "this HDF5 file holds no Keras weights: it has neither an attribute"
                              + " 'layer_names' nor a group 'layers'")
                      .expecting("weights as Keras writes them: .h5, .weights.h5 or .keras"));
            });
  }
}
