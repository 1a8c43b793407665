package dev.graft.architectures.pytorch;

import dev.graft.api.architecture.Architecture;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FileStart;
import dev.graft.api.weights.StateDict;
import dev.graft.api.weights.Weights;
import dev.graft.api.weights.WeightsReader;
import dev.graft.architectures.files.Archive;
import dev.graft.architectures.files.Beginning;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads PyTorch's state dicts, {@code torch.save(model.state_dict(), "….pth")}, in the zip format
 * and in the one before PyTorch 1.6, alone or in a training's checkpoint. Nothing in the file is
 * executed. Which module is which layer, the network says: see {@link StateDict}.
 */
public final class TorchWeightsReader implements WeightsReader {
  /** Makes the reader. */
  @Inject
  public TorchWeightsReader() {}

  @Override
  public String format() {
    return "PyTorch state dict (.pth)";
  }

  @Override
  public boolean reads(Path file) {
    return switch (FileStart.of(file)) {
      case PICKLE -> true;
      case ZIP -> isTorchArchive(file);
      case HDF5, SAFETENSORS -> false;
      case OTHER -> FileStart.isOnlyNamed(file, ".pth", ".pt");
    };
  }

  private static boolean isTorchArchive(Path file) {
    try (Archive archive = Archive.open(file)) {
      return TorchArchive.is(archive);
    } catch (ProblemException e) {
      // A cut archive has lost its list of entries; its name is all that is left to go by.
      return FileStart.isNamed(file, ".pth", ".pt");
    }
  }

  @Override
  public Weights read(Path file, Architecture architecture, Consumer<String> notes) {
    try (TorchFile opened = open(file)) {
      return new StateDict(file, SavedStateDict.in(opened, file.toString()))
          .weights(architecture, notes);
    }
  }

  private static TorchFile open(Path file) {
    String path = file.toString();
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          Problem.at(path, Files.exists(file) ? "this is not a file" : "there is no such file")
              .expecting("a PyTorch state dict"));
    }
    return switch (FileStart.of(file)) {
      case ZIP -> TorchArchive.open(file);
      case PICKLE -> LegacyTorchFile.open(file);
      default ->
          throw new ProblemException(
              TorchProblems.notAStateDict(
                  path,
                  Beginning.isTar(file)
                      ? "this is a tar archive, which PyTorch wrote before its version 0.2"
                      : Beginning.describe(file, "this is not a file of PyTorch's")));
    };
  }
}
