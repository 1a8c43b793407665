package dev.graft.training.data;

import dev.graft.api.Labels;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.EncodedPicture;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Pictures in one folder for each class, as Keras's {@code image_dataset_from_directory}: {@code
 * path/cat/1.jpg}, {@code path/dog/old/2.png}. The class is the first folder's name. See {@link
 * ClassFolders} for what is taken for a picture.
 *
 * <p>Either a share of each class is kept for validation ({@code validation_split}, see {@link
 * StratifiedSplit}), or {@code validation_path} names a second folder with the same classes, and
 * all of {@code path} is for training.
 */
public final class FolderDataset implements Dataset {
  /** The share kept for validation if the file tells neither a share nor a folder. */
  private static final double DEFAULT_VALIDATION_SPLIT = 0.2;

  private final Settings settings;
  private final ImageInput input;

  /**
   * Settings of a folder of pictures.
   *
   * @param path folder with one sub-folder of pictures for each class
   * @param validationPath a second such folder, for validation
   * @param validationSplit share of each class kept for validation, in (0, 1)
   * @param imageSize height and width of the images
   * @param channels 1 or 3
   * @param resize how pictures get that size
   * @param cropFraction share of the short side that a crop leaves
   */
  public record Settings(
      @Setting(
              value = "Folder with one sub-folder of pictures for each class.",
              example = "data/pets")
          Path path,
      @Setting(
              value =
                  "A second such folder, for validation; all pictures of path are then for"
                      + " training.",
              example = "data/pets-validation")
          Optional<Path> validationPath,
      @Setting(
              value =
                  "Share of each class that is kept for validation, chosen by the experiment's"
                      + " seed; 0.2 if neither it nor validation_path is given.",
              min = 0,
              max = 1,
              minExclusive = true,
              maxExclusive = true,
              example = "0.2")
          OptionalDouble validationSplit,
      @Setting(
              value = "Height and width of the images.",
              defaultValue = "[224, 224]",
              unit = "pixels",
              example = "[160, 160]")
          HeightWidth imageSize,
      @Setting(
              value = "3 for colour (red, green, blue), 1 for greyscale.",
              defaultValue = "3",
              min = 1,
              max = 3)
          int channels,
      @Setting(
              value =
                  "How pictures get that size: stretch (proportions change) or crop (the middle is"
                      + " cut out).",
              defaultValue = "stretch")
          Resize resize,
      @Setting(
              value =
                  "For resize: crop, the share of the picture's short side that stays; 0.875 is"
                      + " \"short side 256, centre crop 224\".",
              defaultValue = "1",
              min = 0,
              minExclusive = true,
              max = 1)
          double cropFraction) {
    /** Checks what goes together. */
    public Settings {
      if (validationPath.isPresent() && validationSplit.isPresent()) {
        throw new IllegalArgumentException(
            "validation_path and validation_split exclude each other: give one of them");
      }
      double split = validationSplit.orElse(DEFAULT_VALIDATION_SPLIT);
      if (!(split > 0 && split < 1)) {
        throw new IllegalArgumentException("validation_split is in (0, 1), found " + split);
      }
      ImageSettings.input(imageSize, channels, resize, cropFraction);
    }
  }

  /** Makes the dataset; looks at no file yet. */
  @Inject
  public FolderDataset(Settings settings) {
    this.settings = settings;
    this.input =
        ImageSettings.input(
            settings.imageSize(), settings.channels(), settings.resize(), settings.cropFraction());
  }

  @Override
  public ImageInput input() {
    return input;
  }

  @Override
  public DataSplit split(long seed) {
    Path path = settings.path().toAbsolutePath().normalize();
    if (settings.validationPath().isPresent()) {
      return separate(path, settings.validationPath().get().toAbsolutePath().normalize());
    }
    Map<String, List<Path>> classes = ClassFolders.in(path);
    requireTwo(path, classes.keySet());
    PictureReader reader = new PictureReader(input);
    Labels labels = Labels.sorted(classes.keySet());
    StratifiedSplit split =
        new StratifiedSplit(seed, settings.validationSplit().orElse(DEFAULT_VALIDATION_SPLIT));
    List<Example> training = new ArrayList<>();
    List<Example> validation = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (int label = 0; label < labels.count(); label++) {
      List<Example> examples = examples(classes.get(labels.name(label)), path, label, reader);
      if (examples.size() < 2) {
        problems.add(
            Problem.at(
                    path.resolve(labels.name(label)).toString(),
                    "has one picture only, which cannot be both learnt from and judged by")
                .expecting("at least 2 pictures of each class")
                .withRemedy("add pictures, or give validation_path"));
        continue;
      }
      split.divide(examples, training, validation);
    }
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    return new DataSplit(labels, training, validation);
  }

  private DataSplit separate(Path training, Path validation) {
    if (training.equals(validation)) {
      throw new ProblemException(
          Problem.at(training.toString(), "path and validation_path are the same folder")
              .withRemedy("leave validation_path out to have the pictures split"));
    }
    Map<String, List<Path>> toLearn = ClassFolders.in(training);
    Map<String, List<Path>> toJudge = ClassFolders.in(validation);
    requireTwo(training, toLearn.keySet());
    List<Problem> problems = new ArrayList<>();
    missing(toLearn.keySet(), toJudge.keySet(), validation, training).ifPresent(problems::add);
    missing(toJudge.keySet(), toLearn.keySet(), training, validation).ifPresent(problems::add);
    if (!problems.isEmpty()) {
      throw new ProblemException(problems);
    }
    Labels labels = Labels.sorted(toLearn.keySet());
    PictureReader reader = new PictureReader(input);
    Path root = commonParent(training, validation);
    return new DataSplit(
        labels, examples(toLearn, labels, root, reader), examples(toJudge, labels, root, reader));
  }

  private static List<Example> examples(
      Map<String, List<Path>> classes, Labels labels, Path root, PictureReader reader) {
    List<Example> examples = new ArrayList<>();
    for (int label = 0; label < labels.count(); label++) {
      examples.addAll(examples(classes.get(labels.name(label)), root, label, reader));
    }
    return examples;
  }

  private static List<Example> examples(
      List<Path> pictures, Path root, int label, PictureReader reader) {
    return pictures.stream()
        .<Example>map(picture -> new PictureExample(id(root, picture), label, picture, reader))
        .sorted(java.util.Comparator.comparing(Example::id))
        .toList();
  }

  private static String id(Path root, Path picture) {
    List<String> parts = new ArrayList<>();
    root.relativize(picture).forEach(part -> parts.add(part.toString()));
    return String.join("/", parts);
  }

  /** So that ids of both folders are paths that differ. */
  private static Path commonParent(Path one, Path other) {
    Path parent = one;
    while (parent.getParent() != null && !other.startsWith(parent)) {
      parent = parent.getParent();
    }
    return parent;
  }

  private static void requireTwo(Path path, Set<String> classes) {
    if (classes.size() >= 2) {
      return;
    }
    throw new ProblemException(
        Problem.at(path.toString(), "has one class only, '" + classes.iterator().next() + "'")
            .expecting("one sub-folder of pictures for each of at least 2 classes")
            .withRemedy("a model that tells one thing from nothing cannot be trained"));
  }

  private static Optional<Problem> missing(
      Set<String> wanted, Set<String> found, Path folder, Path other) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.removeAll(found);
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String names = missing.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "));
    return Optional.of(
        Problem.at(
                folder.toString(), "lacks the class" + (missing.size() == 1 ? " " : "es ") + names)
            .expecting("the same classes as in " + other));
  }

  /** A picture's file. */
  private record PictureExample(String id, int label, Path file, PictureReader reader)
      implements Example {
    @Override
    public dev.graft.api.Image image() {
      return reader.read(file);
    }

    @Override
    public Optional<EncodedPicture> encoded() {
      return Optional.of(reader.encoded(file));
    }
  }
}
