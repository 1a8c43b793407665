package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import dev.graft.api.layer.HeightWidth;
import dev.graft.testkit.files.SharedFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("shared")
class SharedPicturesTest {
  private Path data;

  @BeforeEach
  void findData() {
    data = SharedFolder.folder("data");
  }

  @Test
  void everyAlpacaIsRead() {
    FolderDataset alpaca =
        new FolderDataset(
            new FolderDataset.Settings(
                data.resolve("alpaca"),
                Optional.empty(),
                OptionalDouble.of(0.2),
                HeightWidth.of(64),
                3,
                Resize.STRETCH,
                1));

    DataSplit split = alpaca.split(42);

    assertThat(split.labels().names()).containsExactly("alpaca", "not alpaca");
    // A fifth of 142 and of 185.
    assertThat(counts(split.validation(), 2)).containsExactly(28, 37);
    assertThat(counts(split.training(), 2)).containsExactly(114, 148);
    List<Example> all = new ArrayList<>(split.training());
    all.addAll(split.validation());
    assertThat(all.parallelStream().map(Example::image))
        .hasSize(327)
        .allMatch(image -> image.size().equals(ImageSize.rgb(64, 64)))
        .allMatch(image -> IntStream.of(PictureFiles.values(image)).distinct().count() > 20);
  }

  @Test
  void everyImageNetPictureHasTheColoursOfItsMiddle() throws IOException {
    PictureReader reader =
        new PictureReader(new ImageInput(ImageSize.rgb(32, 32), Resize.CROP, 0.875));
    List<Path> pictures;
    try (Stream<Path> files = Files.list(data.resolve("imagenet-100"))) {
      pictures = files.sorted().toList();
    }
    assertThat(pictures).hasSize(100);
    for (Path picture : pictures) {
      double[] found = means(reader.read(picture));
      double[] expected = meansOfMiddle(ImageIO.read(picture.toFile()), 0.875);
      for (int channel = 0; channel < 3; channel++) {
        assertThat(found[channel]).as(picture.toString()).isCloseTo(expected[channel], within(1.0));
      }
    }
  }

  @Test
  void mnistHasItsPictures() {
    IdxDataset mnist =
        new IdxDataset(
            new IdxDataset.Settings(
                data.resolve("mnist"), List.of(), Optional.empty(), 1, Resize.STRETCH, 1));

    DataSplit split = mnist.split(1);

    assertThat(mnist.input().size()).isEqualTo(new ImageSize(28, 28, 1));
    assertThat(split.labels().names())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    // As published.
    assertThat(counts(split.training(), 10))
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(counts(split.validation(), 10))
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    // The mean of all training pixels is known to be 0.1307.
    double sum =
        split.training().parallelStream()
            .mapToLong(example -> IntStream.of(PictureFiles.values(example.image())).sum())
            .sum();
    assertThat(sum / (60_000.0 * 28 * 28 * 255)).isCloseTo(0.1307, within(5e-5));
  }

  private static int[] counts(List<Example> examples, int classes) {
    int[] counts = new int[classes];
    examples.forEach(example -> counts[example.label()]++);
    return counts;
  }

  private static double[] means(Image image) {
    double[] means = new double[3];
    int[] values = PictureFiles.values(image);
    for (int i = 0; i < values.length; i++) {
      means[i % 3] += 3.0 * values[i] / values.length;
    }
    return means;
  }

  /** The same of a whole picture's middle square, from the JDK's own decoding. */
  private static double[] meansOfMiddle(BufferedImage picture, double share) {
    int height = picture.getHeight();
    int width = picture.getWidth();
    int side = (int) Math.round(Math.min(height, width) * share);
    int bands = picture.getRaster().getNumBands();
    int[] values =
        picture
            .getRaster()
            .getPixels((width - side) / 2, (height - side) / 2, side, side, (int[]) null);
    double[] means = new double[3];
    for (int pixel = 0; pixel < side * side; pixel++) {
      for (int channel = 0; channel < 3; channel++) {
        means[channel] += values[pixel * bands + Math.min(channel, bands - 1)];
      }
    }
    for (int channel = 0; channel < 3; channel++) {
      means[channel] /= side * side;
    }
    return means;
  }
}
