package dev.graft.tensorflow.imported;

import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.imported.ImportedFiles;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A network from a SavedModel folder, as Keras's {@code model.export} or {@code
 * tf.saved_model.save} make it; frozen. Only the engine {@code tensorflow} runs it. Reading it
 * loads no native library.
 */
public final class SavedModelBackbone implements Backbone {
  /** Name of the layer. */
  static final String LAYER = "saved_model";

  private static final String VARIABLES = "variables";

  /**
   * The settings.
   *
   * @param path the folder
   * @param signature name of the signature
   * @param output name of one of its outputs; may be left out if there is one only
   * @param features shape of the features, where the file does not tell it
   * @param scaling what the network is fed; raw bytes, 0 to 255, if nothing is said
   */
  public record Settings(
      @Setting(value = "The SavedModel's folder.", example = "export/mobilenet") Path path,
      @Setting(value = "The signature that computes.", defaultValue = "serving_default")
          String signature,
      @Setting(value = "One of its outputs; may be left out if it has one only.")
          Optional<String> output,
      @Setting(
              value = "Shape of the features, where the SavedModel does not tell it.",
              min = 1,
              example = "[7, 7, 1280]")
          Optional<List<Integer>> features,
      @Flat InputScaling scaling) {
    /** Checks the shape. */
    public Settings {
      features.ifPresent(
          sizes -> {
            if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
              throw new IllegalArgumentException(
                  "features is [SIZE] or [height, width, channels], each at least 1, found "
                      + sizes);
            }
          });
    }
  }

  private final Settings settings;

  /** Makes the backbone; reads nothing yet. */
  @Inject
  public SavedModelBackbone(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    Path folder = settings.path();
    Path graph = folder.resolve(SavedModelLayer.GRAPH);
    SavedModelFile file = read(folder, graph);
    Architecture.Builder network =
        Architecture.builder(String.valueOf(folder.getFileName()), Input.image(input));
    settings.scaling().addTo(network);
    Shape image = network.shape(network.last());
    requireImage(file, image, graph);
    if (file.takesBytes() && !network.last().equals(network.input())) {
      throw new ProblemException(
          Problem.at(graph.toString(), "takes bytes").expecting("preprocessing: raw"));
    }
    List<String> names = new ArrayList<>(List.of(SavedModelLayer.GRAPH));
    if (file.hasVariables()) {
      file.restoring();
      names.addAll(variables(folder));
    }
    network.add(
        LAYER,
        new SavedModelLayer(
            ImportedFiles.of(folder, names),
            settings.signature(),
            settings.output(),
            Arrays.stream(image.dimensions()).boxed().toList(),
            features(file, graph),
            file.elementCount()));
    return network.build();
  }

  private SavedModelFile read(Path folder, Path graph) {
    if (!Files.isRegularFile(graph)) {
      String what =
          Files.isDirectory(folder)
              ? "is no SavedModel: it has no " + SavedModelLayer.GRAPH
              : Files.exists(folder) ? "is a file" : "there is no such folder";
      throw new ProblemException(
          Problem.at(folder.toString(), what).expecting("a SavedModel's folder"));
    }
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(graph);
    } catch (IOException e) {
      throw FileProblem.reading(graph, "a SavedModel", e);
    }
    return SavedModelFile.read(bytes, graph.toString(), settings.signature(), settings.output());
  }

  private static void requireImage(SavedModelFile file, Shape image, Path graph) {
    List<Optional<Integer>> sizes = file.imageSizes();
    for (int axis = 0; axis < 3; axis++) {
      if (sizes.get(axis).isPresent() && sizes.get(axis).get() != image.dimension(axis)) {
        throw new ProblemException(
            Problem.at(graph.toString(), "takes images of " + text(sizes) + ", not " + image)
                .expecting("(height, width, channels) as the data gives them")
                .withRemedy(
                    axis == 2
                        ? "export it with the channels last, as many as the images have"
                        : "write data.image_size: [%s, %s]"
                            .formatted(
                                sizes.get(0).map(String::valueOf).orElse("HEIGHT"),
                                sizes.get(1).map(String::valueOf).orElse("WIDTH"))));
      }
    }
  }

  private List<Integer> features(SavedModelFile file, Path graph) {
    Optional<List<Optional<Integer>>> sizes = file.featureSizes();
    boolean known = sizes.isPresent() && sizes.get().stream().allMatch(Optional::isPresent);
    if (settings.features().isPresent()) {
      List<Integer> told = settings.features().get();
      if (sizes.isPresent() && !fits(told, sizes.get())) {
        throw new ProblemException(
            Problem.at(graph.toString(), "gives features of " + text(sizes.get()))
                .expecting("those that features tells: " + told));
      }
      return told;
    }
    if (!known) {
      throw new ProblemException(
          Problem.at(
                  graph.toString(),
                  "does not tell the shape of its features"
                      + sizes.map(found -> ", only " + text(found)).orElse(""))
              .withRemedy("tell it: features: [SIZE] or [height, width, channels]"));
    }
    return sizes.get().stream().map(Optional::get).toList();
  }

  private static boolean fits(List<Integer> told, List<Optional<Integer>> sizes) {
    boolean fits = told.size() == sizes.size();
    for (int axis = 0; fits && axis < told.size(); axis++) {
      fits = sizes.get(axis).isEmpty() || sizes.get(axis).get().equals(told.get(axis));
    }
    return fits;
  }

  private static String text(List<Optional<Integer>> sizes) {
    return sizes.stream()
        .map(size -> size.map(String::valueOf).orElse("?"))
        .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
  }

  /** The files of the variables, by their path below the folder. */
  private static List<String> variables(Path folder) {
    Path index = folder.resolve(SavedModelLayer.VARIABLES + ".index");
    if (!Files.isRegularFile(index)) {
      throw FileProblem.reading(
          index, "the values of its variables", new NoSuchFileException(index.toString()));
    }
    try (Stream<Path> files = Files.list(folder.resolve(VARIABLES))) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.startsWith("variables."))
          .sorted()
          .map(name -> VARIABLES + "/" + name)
          .toList();
    } catch (IOException e) {
      throw FileProblem.listing(folder.resolve(VARIABLES), e);
    }
  }
}
