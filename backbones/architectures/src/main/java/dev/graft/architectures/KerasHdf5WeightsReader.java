package dev.graft.architectures;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.weights.LeftAside;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads Keras's legacy HDF5 weights: what {@code keras.applications} downloads, what {@code
 * save_weights("….h5")} of Keras 2 writes, and whole-model files, {@code save("….h5")} of Keras 2
 * and 3, also around a nested model.
 *
 * <p>Where the file has a layer of every name in the network, layers are matched by name, and
 * others in the file (a published classifier) are left aside, which a note tells. Otherwise they
 * are matched by their order among the layers with weights, of which there must be as many. Shapes
 * are checked in any case.
 */
public final class KerasHdf5WeightsReader implements WeightsReader {
  /** Makes the reader. */
  @Inject
  public KerasHdf5WeightsReader() {}

  @Override
  public String format() {
    return "Keras HDF5 weights";
  }

  @Override
  public boolean reads(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    // Keras 3's archives too, because it is here that one learns what to do with them.
    return name.endsWith(".h5")
        || name.endsWith(".hdf5")
        || name.endsWith(".keras")
        || Hdf5Signature.in(file).isPresent();
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    try (KerasHdf5File opened = KerasHdf5File.open(file)) {
      List<StoredLayer> layers = opened.layersWithWeights();
      LayerMatching matching = new LayerMatching(file.toString(), layers, architecture);
      Weights weights = matching.weights();
      LeftAside.tell(file, matching.leftAside(), architecture, notes);
      return weights;
    }
  }
}
