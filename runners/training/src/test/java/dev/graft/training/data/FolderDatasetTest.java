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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {
  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void makeDataFolder() throws IOException {
    data = Files.createDirectory(folder.resolve("pets"));
  }

  @Test
  void classesAreTheFoldersSorted() {
    pictures("dog", 4);
    pictures("Cat", 4);
    pictures("bird", 4);

    assertThat(split(0.25, 1).labels().names()).containsExactly("Cat", "bird", "dog");
  }

  @Test
  void picturesAreFoundByExtensionAtAnyDepthAndCalledByTheirPath() {
    picture("cat/a.JPG");
    picture("cat/b.jpeg");
    picture("cat/old/very/c.Png");
    picture("dog/d.gif");
    picture("dog/e.bmp");
    picture("dog/notes.txt");
    picture("dog/.hidden.jpg");
    picture("dog/.cache/f.jpg");
    picture(".git/g.jpg");
    picture("readme.jpg");

    DataSplit split = split(0.5, 1);

    Set<String> ids = new TreeSet<>(ids(split.training()));
    ids.addAll(ids(split.validation()));
    assertThat(ids)
        .containsExactly("cat/a.JPG", "cat/b.jpeg", "cat/old/very/c.Png", "dog/d.gif", "dog/e.bmp");
    assertThat(split.labels().names()).containsExactly("cat", "dog");
  }

  @Test
  void eachClassIsSplitByItself() {
    pictures("few", 3);
    pictures("many", 40);
    pictures("some", 10);

    DataSplit split = split(0.2, 7);

    assertThat(count(split.validation(), 0)).isEqualTo(1);
    assertThat(count(split.training(), 0)).isEqualTo(2);
    assertThat(count(split.validation(), 1)).isEqualTo(8);
    assertThat(count(split.training(), 1)).isEqualTo(32);
    assertThat(count(split.validation(), 2)).isEqualTo(2);
    assertThat(count(split.training(), 2)).isEqualTo(8);
    Set<String> both = new HashSet<>(ids(split.training()));
    both.retainAll(ids(split.validation()));
    assertThat(both).isEmpty();
  }

  @Test
  void everyClassHasAtLeastOnePictureOnEitherSide() {
    pictures("a", 2);
    pictures("b", 2);

    for (double share : new double[] {0.01, 0.99}) {
      DataSplit split = split(share, 3);
      assertThat(split.training()).hasSize(2);
      assertThat(split.validation()).hasSize(2);
    }
  }

  @Test
  void theSeedAloneDecidesTheSplit() {
    pictures("a", 30);
    pictures("b", 30);

    assertThat(ids(split(0.2, 5).validation())).isEqualTo(ids(split(0.2, 5).validation()));
    assertThat(ids(split(0.2, 5).validation())).isNotEqualTo(ids(split(0.2, 6).validation()));
  }

  @Test
  void anotherPictureMovesAtMostOneAcross() {
    pictures("a", 30);
    pictures("b", 30);
    List<String> before = ids(split(0.2, 5).validation());
    picture("a/another.jpg");

    List<String> after = ids(split(0.2, 5).validation());

    assertThat(before.stream().filter(id -> !after.contains(id)).count()).isLessThanOrEqualTo(1);
    assertThat(after.stream().filter(id -> id.startsWith("b/")))
        .containsExactlyElementsOf(before.stream().filter(id -> id.startsWith("b/")).toList());
  }

  @Test
  void separateFoldersAreTakenWhole() {
    picture("train/cat/1.jpg");
    picture("train/dog/1.jpg");
    picture("train/dog/2.jpg");
    picture("held out/cat/1.jpg");
    picture("held out/dog/1.jpg");

    DataSplit split = separate("train", "held out").split(1);

    assertThat(ids(split.training()))
        .containsExactly("train/cat/1.jpg", "train/dog/1.jpg", "train/dog/2.jpg");
    assertThat(ids(split.validation())).containsExactly("held out/cat/1.jpg", "held out/dog/1.jpg");
    assertThat(split.validation().get(1).label()).isEqualTo(1);
  }

  @Test
  void separateFoldersMustHoldTheSameClasses() {
    picture("train/cat/1.jpg");
    picture("train/dog/1.jpg");
    picture("train/emu/1.jpg");
    picture("test/cat/1.jpg");
    picture("test/Dog/1.jpg");

    assertThatThrownBy(() -> separate("train", "test").split(1))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(data.resolve("test") + ": lacks the classes 'dog', 'emu'")
        .hasMessageContaining(data.resolve("train") + ": lacks the class 'Dog'");
  }

  @Test
  void aMissingFolderIsAProblemThatNamesItsNearestNeighbour() throws IOException {
    Files.createDirectory(folder.resolve("unrelated"));

    assertProblem(
        () -> dataset(folder.resolve("pet"), 0.2).split(1),
        folder.resolve("pet") + ": there is no such folder",
        "did you mean 'pets'?");
    assertProblem(
        () -> dataset(folder.resolve("pest/all"), 0.2).split(1),
        "has no 'pest'",
        "did you mean 'pets'?");
  }

  @Test
  void aFileInPlaceOfTheFolderIsAProblem() {
    picture("cat.jpg");

    assertProblem(() -> dataset(data.resolve("cat.jpg"), 0.2).split(1), "is a file");
  }

  @Test
  void aFolderWithoutPicturesIsAProblem() throws IOException {
    assertProblem(() -> split(0.2, 1), data + ": has neither class folders nor pictures");
    Files.createDirectory(data.resolve("cat"));
    Files.createDirectory(data.resolve("dog"));
    assertProblem(() -> split(0.2, 1), data + ": has no pictures in any of its 2 sub-folders");
  }

  @Test
  void picturesOutsideClassFoldersAreAProblem() {
    picture("1.jpg");
    picture("2.jpg");

    assertProblem(() -> split(0.2, 1), "has 2 pictures, but no class folders");
  }

  @Test
  void oneClassIsAProblem() {
    pictures("cat", 3);

    assertProblem(() -> split(0.2, 1), "has one class only, 'cat'", "at least 2 classes");
  }

  @Test
  void anEmptyClassIsAProblem() throws IOException {
    pictures("cat", 3);
    pictures("dog", 3);
    Files.createDirectory(data.resolve("emu"));

    assertProblem(() -> split(0.2, 1), data.resolve("emu") + ": has no pictures");
  }

  @Test
  void aClassOfOnePictureCannotBeSplit() {
    pictures("cat", 3);
    pictures("dog", 1);
    pictures("emu", 1);

    assertThatThrownBy(() -> split(0.2, 1))
        .isInstanceOfSatisfying(
            ProblemException.class, thrown -> assertThat(thrown.problems()).hasSize(2))
        .hasMessageContaining(data.resolve("dog") + ": has one picture only");
  }

  @Test
  void picturesInAnUnreadableFormatAreNotPassedOverInSilence() {
    pictures("cat", 3);
    pictures("dog", 3);
    picture("dog/b.webp");
    picture("dog/a.HEIC");

    assertProblem(() -> split(0.2, 1), "has 2 pictures that Graft does not read, such as a.HEIC");
  }

  @Test
  void separateHalvesAreRecognised() {
    picture("train/cat/1.jpg");
    picture("train/dog/1.jpg");
    picture("validation/cat/1.jpg");
    picture("validation/dog/1.jpg");

    assertProblem(() -> split(0.2, 1), "sub-folders are train, validation", "validation_path");
  }

  @Test
  void anUnreadablePictureIsAProblemOfItsOwn() {
    pictures("cat", 2);
    pictures("dog", 2);

    Example example = split(0.5, 1).training().get(0);

    assertProblem(example::image, data.resolve(example.id()) + ": is 0 bytes");
  }

  @Test
  void settingsThatExcludeEachOtherAreRefused() {
    HeightWidth size = HeightWidth.of(8);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FolderDataset.Settings(
                    data, Optional.of(data), OptionalDouble.of(0.2), size, 3, Resize.STRETCH, 1))
        .withMessageContaining("exclude each other");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FolderDataset.Settings(
                    data, Optional.empty(), OptionalDouble.empty(), size, 2, Resize.STRETCH, 1))
        .withMessageContaining("channels is 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new FolderDataset.Settings(
                    data, Optional.empty(), OptionalDouble.empty(), size, 3, Resize.STRETCH, 0.9))
        .withMessageContaining("resize: crop");
  }

  @Test
  void theInputIsWhatTheSettingsSay() {
    assertThat(dataset(data, 0.2).input().size()).isEqualTo(new ImageSize(6, 8, 3));
  }

  private static void assertProblem(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(ProblemException.class).hasMessageContainingAll(parts);
  }

  private DataSplit split(double share, long seed) {
    return dataset(data, share).split(seed);
  }

  private static FolderDataset dataset(Path path, double share) {
    return new FolderDataset(
        new FolderDataset.Settings(
            path,
            Optional.empty(),
            OptionalDouble.of(share),
            new HeightWidth(6, 8),
            3,
            Resize.STRETCH,
            1));
  }

  private FolderDataset separate(String training, String validation) {
    return new FolderDataset(
        new FolderDataset.Settings(
            data.resolve(training),
            Optional.of(data.resolve(validation)),
            OptionalDouble.empty(),
            new HeightWidth(6, 8),
            3,
            Resize.STRETCH,
            1));
  }

  private static List<String> ids(List<Example> examples) {
    return examples.stream().map(Example::id).collect(Collectors.toList());
  }

  private static long count(List<Example> examples, int label) {
    return examples.stream().filter(example -> example.label() == label).count();
  }

  private void pictures(String name, int count) {
    for (int i = 0; i < count; i++) {
      picture(name + "/" + i + ".jpg");
    }
  }

  /** Splitting opens no picture, so empty files will do. */
  private void picture(String path) {
    try {
      Path file = data.resolve(path);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
