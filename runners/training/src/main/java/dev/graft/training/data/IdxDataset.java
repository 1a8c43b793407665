package dev.graft.training.data;

import dev.graft.api.Image;
import dev.graft.api.Labels;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Dataset;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.plugin.Setting;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Greyscale pictures in MNIST's four files, plain or gzip: {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte} (or
 * {@code test-…}; something may stand before, as {@code emnist-letters-}, and a dot may stand for
 * the second dash). The test files are for validation.
 *
 * <p>Classes are called by their numbers unless {@code class_names} names them.
 */
public final class IdxDataset implements Dataset {
  private static final int DIMENSIONS_OF_IMAGES = 3;
  private static final int DIMENSIONS_OF_LABELS = 1;

  private final Settings settings;

  /**
   * Settings of MNIST's files.
   *
   * @param path folder of the four files
   * @param classNames name of each class number from 0; empty for the numbers themselves
   * @param imageSize height and width of the images; the pictures' own if empty
   * @param channels 1, or 3 to repeat the grey
   * @param resize how pictures get another size
   * @param cropFraction share of the short side that a crop leaves
   */
  public record Settings(
      @Setting(
              value =
                  "Folder of train-images-idx3-ubyte, train-labels-idx1-ubyte,"
                      + " t10k-images-idx3-ubyte and t10k-labels-idx1-ubyte, plain or .gz.",
              example = "data/mnist")
          Path path,
      @Setting(
              value = "Names of the classes 0, 1, …; if empty, the numbers are their names.",
              defaultValue = "[]",
              example = "[top, trouser, pullover]")
          List<String> classNames,
      @Setting(
              value = "Height and width of the images; if left out, the pictures' own.",
              unit = "pixels",
              example = "[28, 28]")
          Optional<HeightWidth> imageSize,
      @Setting(
              value = "1 for greyscale, 3 to repeat it as red, green and blue.",
              defaultValue = "1",
              min = 1,
              max = 3)
          int channels,
      @Setting(value = "How pictures get another size: stretch or crop.", defaultValue = "stretch")
          Resize resize,
      @Setting(
              value = "For resize: crop, the share of the picture's short side that stays.",
              defaultValue = "1",
              min = 0,
              minExclusive = true,
              max = 1)
          double cropFraction) {
    /** Checks what goes together. */
    public Settings {
      classNames = List.copyOf(classNames);
      if (new HashSet<>(classNames).size() < classNames.size()) {
        throw new IllegalArgumentException("class_names must be distinct, found " + classNames);
      }
      if (classNames.stream().anyMatch(String::isBlank)) {
        throw new IllegalArgumentException("a class name must not be blank, found " + classNames);
      }
      ImageSettings.input(imageSize.orElse(HeightWidth.of(1)), channels, resize, cropFraction);
    }
  }

  /** Makes the dataset; looks at no file yet. */
  @Inject
  public IdxDataset(Settings settings) {
    this.settings = settings;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ProblemException if {@code image_size} is left out and the files cannot be read
   */
  @Override
  public ImageInput input() {
    HeightWidth size =
        settings
            .imageSize()
            .orElseGet(
                () -> {
                  int[] sizes = IdxFile.sizes(trainingImages(), DIMENSIONS_OF_IMAGES);
                  return new HeightWidth(sizes[1], sizes[2]);
                });
    return ImageSettings.input(
        size, settings.channels(), settings.resize(), settings.cropFraction());
  }

  /** {@inheritDoc} Reads the four files, whose pictures lie uncompressed in memory then. */
  @Override
  public DataSplit split(long seed) {
    Half training = half(trainingImages(), find("train", "labels", DIMENSIONS_OF_LABELS));
    Half validation =
        half(
            find("(?:t10k|test)", "images", DIMENSIONS_OF_IMAGES),
            find("(?:t10k|test)", "labels", DIMENSIONS_OF_LABELS));
    TreeMap<String, Integer> numbers = new TreeMap<>();
    for (byte label : training.labels.values()) {
      numbers.put(name(label & 0xff, training.labels.file()), label & 0xff);
    }
    if (numbers.size() < 2) {
      throw new ProblemException(
          Problem.at(training.labels.file().toString(), "has one class only, " + numbers.firstKey())
              .expecting("at least 2 classes"));
    }
    int[] labelOf = new int[256];
    java.util.Arrays.fill(labelOf, -1);
    Labels labels = Labels.sorted(numbers.keySet());
    numbers.forEach((name, number) -> labelOf[number] = labels.indexOf(name));
    requireKnown(validation, labelOf);
    ImageFitting fitting = new ImageFitting(input());
    return new DataSplit(
        labels,
        examples("train", training, labelOf, fitting),
        examples("test", validation, labelOf, fitting));
  }

  private static List<Example> examples(
      String half, Half files, int[] labelOf, ImageFitting fitting) {
    return IntStream.range(0, files.labels.values().length)
        .<Example>mapToObj(
            i ->
                new IdxExample(
                    half + "/" + i,
                    labelOf[files.labels.values()[i] & 0xff],
                    new IdxRows(files.images, i),
                    fitting))
        .toList();
  }

  private Half half(Path imageFile, Path labelFile) {
    IdxFile images = IdxFile.read(imageFile, DIMENSIONS_OF_IMAGES);
    IdxFile labels = IdxFile.read(labelFile, DIMENSIONS_OF_LABELS);
    if (images.sizes()[0] != labels.sizes()[0]) {
      throw new ProblemException(
          Problem.at(
                  labelFile.toString(),
                  "has %d labels for the %d pictures of %s"
                      .formatted(labels.sizes()[0], images.sizes()[0], imageFile.getFileName()))
              .expecting("one label for each picture")
              .withRemedy("take both files from the same source"));
    }
    return new Half(images, labels);
  }

  private static void requireKnown(Half validation, int[] labelOf) {
    TreeSet<Integer> unknown = new TreeSet<>();
    for (byte label : validation.labels.values()) {
      if (labelOf[label & 0xff] < 0) {
        unknown.add(label & 0xff);
      }
    }
    if (!unknown.isEmpty()) {
      throw new ProblemException(
          Problem.at(
                  validation.labels.file().toString(),
                  "has labels that the training files lack: " + unknown)
              .expecting("the same classes in both"));
    }
  }

  private String name(int number, Path file) {
    List<String> names = settings.classNames();
    if (names.isEmpty()) {
      return Integer.toString(number);
    }
    if (number >= names.size()) {
      throw new ProblemException(
          Problem.at(file.toString(), "has the label " + number)
              .withSubject("class_names")
              .expecting("labels below " + names.size() + ", the number of class_names")
              .withRemedy("name every class, or leave class_names out"));
    }
    return names.get(number);
  }

  private Path trainingImages() {
    return find("train", "images", DIMENSIONS_OF_IMAGES);
  }

  private Path find(String half, String content, int dimensions) {
    Path folder = settings.path().toAbsolutePath().normalize();
    String wanted = half.equals("train") ? half : "t10k";
    String fileName = "%s-%s-idx%d-ubyte".formatted(wanted, content, dimensions);
    Folders.require(folder, "a folder with MNIST's four files, such as " + fileName);
    Pattern pattern =
        Pattern.compile(
            "(?:.*[-_.])?%s-%s[-.]idx%d-ubyte(?:\\.gz)?".formatted(half, content, dimensions));
    List<Path> found =
        Folders.list(folder).stream()
            .filter(file -> pattern.matcher(file.getFileName().toString()).matches())
            .sorted()
            .toList();
    // Of a file and its own .gz, the plain one is read.
    List<Path> distinct =
        found.stream()
            .filter(file -> withoutGz(file).equals(file) || !found.contains(withoutGz(file)))
            .toList();
    if (distinct.isEmpty()) {
      throw new ProblemException(
          Problem.at(folder.toString(), "has no " + fileName + ", neither plain nor .gz")
              .expecting("MNIST's four files"));
    }
    if (distinct.size() > 1) {
      throw new ProblemException(
          Problem.at(
                  folder.toString(),
                  "has more than one file of %s %s: %s"
                      .formatted(
                          wanted.equals("train") ? "training" : "test",
                          content,
                          distinct.stream().map(Path::getFileName).toList()))
              .expecting("one set of four files")
              .withRemedy("move each set into a folder of its own"));
    }
    return distinct.get(0);
  }

  private static Path withoutGz(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".gz")
        ? file.resolveSibling(name.substring(0, name.length() - ".gz".length()))
        : file;
  }

  /** The pictures and labels of training or test. */
  private record Half(IdxFile images, IdxFile labels) {}

  private record IdxExample(String id, int label, IdxRows picture, ImageFitting fitting)
      implements Example {
    @Override
    public Image image() {
      return fitting.fit(new DecodedPicture(picture, Orientation.UPRIGHT));
    }
  }

  /** One picture of a file. */
  private record IdxRows(IdxFile images, int index) implements PixelRows {
    @Override
    public int height() {
      return images.sizes()[1];
    }

    @Override
    public int width() {
      return images.sizes()[2];
    }

    @Override
    public int channels() {
      return 1;
    }

    @Override
    public void read(int y, float[] row) {
      int start = (index * height() + y) * width();
      for (int x = 0; x < width(); x++) {
        row[x] = images.values()[start + x] & 0xff;
      }
    }
  }
}
