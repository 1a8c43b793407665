package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.ImageSize;
import dev.graft.api.data.DataSplit;
import dev.graft.api.data.Example;
import dev.graft.api.data.Resize;
import dev.graft.api.layer.HeightWidth;
import dev.graft.api.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdxDatasetTest {
  private static final String TRAIN_IMAGES = "train-images-idx3-ubyte";
  private static final String TRAIN_LABELS = "train-labels-idx1-ubyte";
  private static final String TEST_IMAGES = "t10k-images-idx3-ubyte";
  private static final String TEST_LABELS = "t10k-labels-idx1-ubyte";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPlainAndGzipFiles(boolean gzip) throws IOException {
    String end = gzip ? ".gz" : "";
    write(TRAIN_IMAGES + end, images(3, 2, 2));
    write(TRAIN_LABELS + end, labels(1, 0, 1));
    write(TEST_IMAGES + end, images(2, 2, 2));
    write(TEST_LABELS + end, labels(0, 1));

    DataSplit split = dataset().split(1);

    assertThat(dataset().input().size()).isEqualTo(new ImageSize(2, 2, 1));
    assertThat(split.labels().names()).containsExactly("0", "1");
    assertThat(split.training())
        .extracting(Example::id)
        .containsExactly("train/0", "train/1", "train/2");
    assertThat(split.training()).extracting(Example::label).containsExactly(1, 0, 1);
    assertThat(split.validation()).extracting(Example::id).containsExactly("test/0", "test/1");
    assertThat(PictureFiles.values(split.training().get(2).image()))
        .containsExactly(200, 201, 202, 203);
  }

  @Test
  void otherSetsInTheSameFormatAreFound() throws IOException {
    write("emnist-letters-train-images-idx3-ubyte", images(2, 2, 2));
    write("emnist-letters-train-labels-idx1-ubyte", labels(1, 2));
    write("emnist-letters-test-images.idx3-ubyte", images(2, 2, 2));
    write("emnist-letters-test-labels.idx1-ubyte", labels(1, 2));

    DataSplit split = dataset().split(1);

    assertThat(split.labels().names()).containsExactly("1", "2");
    assertThat(split.validation()).extracting(Example::label).containsExactly(0, 1);
  }

  @Test
  void aPlainFileIsReadBeforeItsGzip() throws IOException {
    writeAll();
    Files.write(folder.resolve(TRAIN_IMAGES + ".gz"), new byte[] {1, 2, 3});

    assertThat(dataset().split(1).training()).hasSize(3);
  }

  @Test
  void namesAreSortedAndKeepTheirPictures() throws IOException {
    writeAll();

    DataSplit split = dataset(List.of("trouser", "shirt"), Optional.empty(), 1).split(1);

    assertThat(split.labels().names()).containsExactly("shirt", "trouser");
    // Numbers 1, 0, 1 are shirt, trouser, shirt.
    assertThat(split.training()).extracting(Example::label).containsExactly(0, 1, 0);
  }

  @Test
  void picturesAreResizedAndRepeatedIfAsked() throws IOException {
    writeAll();

    Example example =
        dataset(List.of(), Optional.of(new HeightWidth(1, 1)), 3).split(1).training().get(0);

    // The mean of 0, 1, 2, 3, rounded up.
    assertThat(PictureFiles.values(example.image())).containsExactly(2, 2, 2);
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    writeAll();
    Files.delete(folder.resolve(TEST_LABELS));

    assertProblem(() -> dataset().split(1), folder + ": has no " + TEST_LABELS);
    assertProblem(
        () -> dataset(folder.resolve("mnits")).split(1), "there is no such folder", "four files");
  }

  @Test
  void twoSetsInOneFolderAreAProblem() throws IOException {
    writeAll();
    write("emnist-" + TRAIN_IMAGES, images(3, 2, 2));

    assertProblem(() -> dataset().split(1), "more than one file of training images", "emnist-");
  }

  @Test
  void swappedFilesAreRecognised() throws IOException {
    writeAll();
    write(TRAIN_IMAGES, labels(1, 0, 1));

    assertProblem(
        () -> dataset().input(),
        TRAIN_IMAGES + ": begins with magic number 0x00000801 (unsigned bytes, 1 dimension)",
        "expected magic number 0x00000803 (unsigned bytes, 3 dimensions)",
        "swapped");
  }

  @Test
  void aFileOfAnotherFormatIsAProblem() throws IOException {
    writeAll();
    Files.writeString(folder.resolve(TRAIN_LABELS), "<html>not found</html>");

    assertProblem(() -> dataset().split(1), TRAIN_LABELS + ": begins with magic number 0x3c68746d");
  }

  @Test
  void filesThatEndEarlyOrLateAreProblems() throws IOException {
    writeAll();
    byte[] whole = images(3, 2, 2);
    write(TRAIN_IMAGES, Arrays.copyOf(whole, whole.length - 1));
    assertProblem(
        () -> dataset().split(1),
        TRAIN_IMAGES + ": ends early: its header says 3 x 2 x 2 = 12 values, found 11");

    write(TRAIN_IMAGES, Arrays.copyOf(whole, whole.length + 1));
    assertProblem(() -> dataset().split(1), "goes on after the 3 x 2 x 2 = 12 values");

    write(TRAIN_IMAGES, Arrays.copyOf(whole, 7));
    assertProblem(() -> dataset().split(1), TRAIN_IMAGES + ": ends early");

    write(TRAIN_IMAGES, new byte[0]);
    assertProblem(() -> dataset().split(1), TRAIN_IMAGES + ": ends early");
  }

  @Test
  void aHeaderOfImpossibleSizeIsAProblem() throws IOException {
    writeAll();
    write(TRAIN_IMAGES, header(3, 1 << 20, 1 << 20, 1 << 20));
    assertProblem(() -> dataset().split(1), "its header says 1048576 x 1048576 x 1048576 values");

    write(TRAIN_IMAGES, header(3, 5, 0, 7));
    assertProblem(() -> dataset().split(1), "its header says 5 x 0 x 7 values");
  }

  @Test
  void damagedGzipIsAProblem() throws IOException {
    write(TRAIN_IMAGES + ".gz", images(3, 2, 2));
    write(TRAIN_LABELS, labels(1, 0, 1));
    Path file = folder.resolve(TRAIN_IMAGES + ".gz");
    byte[] gzip = Files.readAllBytes(file);

    Files.write(file, Arrays.copyOf(gzip, gzip.length / 2));
    assertProblem(() -> dataset().split(1), TRAIN_IMAGES + ".gz: ends early");

    gzip[gzip.length - 8] ^= 1;
    Files.write(file, gzip);
    assertProblem(() -> dataset().split(1), "is damaged gzip data", "fetch the file anew");
  }

  @Test
  void countsMustAgree() throws IOException {
    writeAll();
    write(TRAIN_LABELS, labels(0, 1));

    assertProblem(() -> dataset().split(1), TRAIN_LABELS + ": has 2 labels for the 3 pictures of");
  }

  @Test
  void classesMustFit() throws IOException {
    writeAll();
    assertProblem(
        () -> dataset(List.of("one"), Optional.empty(), 1).split(1),
        "class_names",
        "has the label 1",
        "labels below 1");

    write(TEST_LABELS, labels(0, 7));
    assertProblem(() -> dataset().split(1), TEST_LABELS + ": has labels that", "[7]");

    write(TRAIN_LABELS, labels(4, 4, 4));
    assertProblem(() -> dataset().split(1), "has one class only, 4");
  }

  @Test
  void namesAreDistinct() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dataset(List.of("a", "a"), Optional.empty(), 1))
        .withMessageContaining("distinct");
  }

  private void writeAll() throws IOException {
    write(TRAIN_IMAGES, images(3, 2, 2));
    write(TRAIN_LABELS, labels(1, 0, 1));
    write(TEST_IMAGES, images(2, 2, 2));
    write(TEST_LABELS, labels(0, 1));
  }

  private void write(String name, byte[] content) throws IOException {
    try (OutputStream file = Files.newOutputStream(folder.resolve(name));
        OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
      out.write(content);
    }
  }

  private static byte[] labels(int... labels) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header(1, labels.length));
    for (int label : labels) {
      out.write(label);
    }
    return out.toByteArray();
  }

  /** Picture {@code i} has the values 100 i, 100 i + 1, …. */
  private static byte[] images(int count, int height, int width) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(header(3, count, height, width));
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < height * width; j++) {
        out.write(100 * i + j);
      }
    }
    return out.toByteArray();
  }

  private static byte[] header(int dimensions, int... sizes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(0x0800 | dimensions);
      for (int size : sizes) {
        out.writeInt(size);
      }
    }
    return bytes.toByteArray();
  }

  private static void assertProblem(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContainingAll(parts);
  }

  private IdxDataset dataset() {
    return dataset(folder);
  }

  private static IdxDataset dataset(Path path) {
    return new IdxDataset(
        new IdxDataset.Settings(path, List.of(), Optional.empty(), 1, Resize.STRETCH, 1));
  }

  private IdxDataset dataset(List<String> names, Optional<HeightWidth> size, int channels) {
    return new IdxDataset(
        new IdxDataset.Settings(folder, names, size, channels, Resize.STRETCH, 1));
  }
}
