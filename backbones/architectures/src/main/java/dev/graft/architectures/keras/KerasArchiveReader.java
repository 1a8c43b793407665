package dev.graft.architectures.keras;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FileStart;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.architectures.files.Archive;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads {@code save("….keras")} of Keras 3: a zip archive with the weights in {@code
 * model.weights.h5}, which are found as {@link KerasHdf5WeightsReader} finds them. The model's
 * configuration beside them is not looked at: the network is the experiment's.
 */
public final class KerasArchiveReader implements WeightsReader {
  private static final String WEIGHTS = "model.weights.h5";

  /** Many times the largest network of Keras Applications with its optimizer's state. */
  private static final long MOST_BYTES = 4L << 30;

  /** Makes the reader. */
  @Inject
  public KerasArchiveReader() {}

  @Override
  public String format() {
    return "Keras archive (.keras)";
  }

  @Override
  public boolean reads(Path file) {
    return FileStart.isOnlyNamed(file, ".keras")
        || (FileStart.of(file) == FileStart.ZIP && holdsAModel(file));
  }

  private static boolean holdsAModel(Path file) {
    try (Archive archive = Archive.open(file)) {
      return archive.contains(WEIGHTS) || archive.contains("config.json");
    } catch (ProblemException e) {
      // A cut archive has lost its list of entries; its name is all that is left to go by.
      return FileStart.isNamed(file, ".keras");
    }
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    Path unpacked = null;
    try (Archive archive = Archive.open(file)) {
      if (!archive.contains(WEIGHTS)) {
        throw new ProblemException(
            Problem.at(file.toString(), "this archive holds no '" + WEIGHTS + "'")
                .expecting("a model as Keras 3 saves it, in one piece"));
      }
      unpacked = Files.createTempFile("graft-", ".h5");
      archive.unpack(WEIGHTS, unpacked, MOST_BYTES);
      try (Hdf5File opened = Hdf5File.open(unpacked, file + "!" + WEIGHTS)) {
        return KerasWeightsFile.read(file, opened, architecture, notes);
      }
    } catch (IOException e) {
      throw new ProblemException(
          Problem.at(file.toString(), "cannot be unpacked: " + e.getMessage()), e);
    } finally {
      delete(unpacked);
    }
  }

  private static void delete(Path unpacked) {
    if (unpacked == null) {
      return;
    }
    try {
      Files.deleteIfExists(unpacked);
    } catch (IOException e) {
      // The system clears its folder of temporary files; the weights are read.
      unpacked.toFile().deleteOnExit();
    }
  }
}
