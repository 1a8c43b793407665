package dev.graft.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.engine.Placement;
import dev.graft.api.imported.ImportedFiles;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.djl.imported.TorchScriptArchive;
import dev.graft.djl.imported.TorchScriptLayer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Makes a network of a TorchScript file: its preprocessing, then the file as one layer.
 *
 * @param features shape of the features, channels last; empty if it is to be found
 * @param scaling what the file's network is fed
 */
record ImportedTorchScript(Optional<List<Integer>> features, InputScaling scaling) {
  /** Name of the layer. */
  static final String LAYER = "torchscript";

  /** Checks a shape that a user tells. */
  static void requireShape(Optional<List<Integer>> features) {
    features.ifPresent(
        sizes -> {
          if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
            throw new IllegalArgumentException(
                "features is [SIZE] or [height, width, channels], each at least 1, found " + sizes);
          }
        });
  }

  /**
   * The network for images of a size. Loads PyTorch if the features' shape is to be found.
   *
   * @throws ProblemException if the file cannot be read or is none that Graft runs, or nothing is
   *     said of what it is fed
   */
  Architecture architecture(Path file, ImageSize size) {
    if (!scaling.given()) {
      throw new ProblemException(
          Problem.of("does not say what the network is fed")
              .expecting("preprocessing: torch, tf, caffe or raw, or scale, offset, mean, std")
              .withRemedy("most networks of torchvision take preprocessing: torch"));
    }
    if (!Files.isRegularFile(file)) {
      if (Files.exists(file)) {
        throw new ProblemException(
            Problem.at(file.toString(), "is a folder").expecting("a TorchScript file"));
      }
      throw FileProblem.reading(
          file, "a TorchScript file", new NoSuchFileException(file.toString()));
    }
    TorchScriptArchive archive = TorchScriptArchive.read(file);
    Architecture.Builder network = Architecture.builder(stem(file), Input.image(size));
    scaling.addTo(network);
    TorchScriptLayer unknown =
        new TorchScriptLayer(
            ImportedFiles.of(file.toAbsolutePath().getParent(), List.of(name(file))),
            list(network.shape(network.last())),
            features.orElse(List.of(1)),
            archive.parameters(),
            archive.hiddenCount(),
            archive.whyFrozen());
    network.add(LAYER, features.isPresent() ? unknown : unknown.withFeatures(found(unknown)));
    return network.build();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static String stem(Path file) {
    return name(file).replaceFirst("\\.[^.]*$", "");
  }

  private static List<Integer> list(Shape shape) {
    return Arrays.stream(shape.dimensions()).boxed().toList();
  }

  /** Runs the network once, over an image of zeros. */
  private static List<Integer> found(TorchScriptLayer layer) {
    try {
      new NativeLibrary().load();
    } catch (ProblemException e) {
      throw new ProblemException(
          e.problems().stream()
              .map(
                  problem ->
                      problem.withRemedy(
                          problem.remedy()
                              + (problem.remedy().isEmpty() ? "" : "; ")
                              + "or tell the shape, so that PyTorch is not needed here: features:"
                              + " [1280]"))
              .toList());
    }
    try (NetworkMemory memory = new NetworkMemory(layer.origin(), Placement.cpu(1))) {
      TorchModule module = TorchModule.load(layer, memory.manager());
      return memory.compute(
          manager -> {
            long[] sizes =
                java.util.stream.LongStream.concat(
                        java.util.stream.LongStream.of(1),
                        layer.input().stream().mapToLong(Integer::longValue))
                    .toArray();
            NDArray zeros = manager.zeros(new ai.djl.ndarray.types.Shape(sizes), DataType.FLOAT32);
            return list(module.featureShape(zeros));
          });
    }
  }
}
