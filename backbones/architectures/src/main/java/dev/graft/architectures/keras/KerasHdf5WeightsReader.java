package dev.graft.architectures.keras;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.weights.FileStart;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads what Keras keeps in HDF5: the weights that {@code keras.applications} downloads, what
 * {@code save_weights("….h5")} of Keras 2 and {@code save_weights("….weights.h5")} of Keras 3
 * write, and whole-model files, {@code save("….h5")} of Keras 2 and 3.
 *
 * <p>Where the file, or one model nested in it, has a layer of every name in the network, layers
 * are matched by name, and others in the file (a published classifier) are left aside, which a note
 * tells. Otherwise they are matched by their order among the layers with weights. Shapes are
 * checked in any case.
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
    return Hdf5Signature.in(file).isPresent() || FileStart.isOnlyNamed(file, ".h5", ".hdf5");
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    try (Hdf5File opened = Hdf5File.open(file)) {
      return KerasWeightsFile.read(file, opened, architecture, notes);
    }
  }
}
