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
import dev.graft.api.random.Randomness;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Pictures that Graft paints itself: one shape each, of any size, place, angle, colour and texture,
 * on a textured background, partly covered, under noise. They need no download, and neither colour
 * nor brightness nor area tells the class. The pictures depend on the experiment's seed alone.
 */
public final class ShapesDataset implements Dataset {
  private final Settings settings;
  private final ImageInput input;

  /**
   * Settings of painted pictures.
   *
   * @param classes the shapes, at least 2, each once
   * @param training number of training pictures, equally many of each class
   * @param validation number of validation pictures
   * @param imageSize height and width
   * @param channels 1 or 3
   * @param difficulty 0 to 1
   */
  public record Settings(
      @Setting(
              value = "The shapes, of circle, cross, ring, square, star and triangle.",
              defaultValue = "[circle, square, star, triangle]")
          List<ShapeKind> classes,
      @Setting(value = "Number of training pictures.", defaultValue = "1600", min = 2) int training,
      @Setting(value = "Number of validation pictures.", defaultValue = "400", min = 2)
          int validation,
      @Setting(
              value = "Height and width of the pictures.",
              defaultValue = "[48, 48]",
              unit = "pixels")
          HeightWidth imageSize,
      @Setting(
              value = "3 for colour (red, green, blue), 1 for greyscale.",
              defaultValue = "3",
              min = 1,
              max = 3)
          int channels,
      @Setting(
              value =
                  "How hard the shapes are to tell, 0 to 1: less contrast, stronger textures,"
                      + " smaller shapes, more bars across them, more noise.",
              defaultValue = "0.5",
              min = 0,
              max = 1)
          double difficulty) {
    /** Checks the ranges. */
    public Settings {
      classes = List.copyOf(classes);
      if (classes.size() < 2 || new HashSet<>(classes).size() < classes.size()) {
        throw new IllegalArgumentException(
            "classes names at least 2 shapes, each once, found " + names(classes));
      }
      if (training < classes.size() || validation < classes.size()) {
        throw new IllegalArgumentException(
            "training and validation have at least one picture of each of %d classes, found %d and %d"
                .formatted(classes.size(), training, validation));
      }
      if (!(difficulty >= 0 && difficulty <= 1)) {
        throw new IllegalArgumentException("difficulty is in [0, 1], found " + difficulty);
      }
      ImageSettings.input(imageSize, channels, Resize.STRETCH, 1);
    }
  }

  /** Makes the dataset. */
  @Inject
  public ShapesDataset(Settings settings) {
    this.settings = settings;
    this.input = ImageSettings.input(settings.imageSize(), settings.channels(), Resize.STRETCH, 1);
  }

  @Override
  public ImageInput input() {
    return input;
  }

  @Override
  public DataSplit split(long seed) {
    Labels labels = Labels.sorted(names(settings.classes()));
    return new DataSplit(
        labels,
        examples("train", settings.training(), labels, seed),
        examples("validation", settings.validation(), labels, seed));
  }

  private List<Example> examples(String half, int count, Labels labels, long seed) {
    ShapePainter painter =
        new ShapePainter(
            settings.imageSize().height(), settings.imageSize().width(), settings.difficulty());
    Randomness randomness = new Randomness(seed);
    ImageFitting fitting = new ImageFitting(input);
    return IntStream.range(0, count)
        .<Example>mapToObj(
            i -> {
              int label = i % labels.count();
              ShapeKind kind = ShapeKind.valueOf(labels.name(label).toUpperCase(Locale.ROOT));
              return new PaintedExample(half + "/" + i, label, kind, painter, randomness, fitting);
            })
        .toList();
  }

  private static List<String> names(List<ShapeKind> kinds) {
    return kinds.stream().map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();
  }

  private record PaintedExample(
      String id,
      int label,
      ShapeKind kind,
      ShapePainter painter,
      Randomness randomness,
      ImageFitting fitting)
      implements Example {
    @Override
    public Image image() {
      PixelRows picture = painter.paint(kind, randomness.forPurpose("shapes/" + id));
      return fitting.fit(new DecodedPicture(picture, Orientation.UPRIGHT));
    }
  }
}
