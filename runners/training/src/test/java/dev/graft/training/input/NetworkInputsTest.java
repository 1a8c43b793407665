package dev.graft.training.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Change;
import dev.graft.api.data.Example;
import dev.graft.api.engine.Batch;
import dev.graft.api.experiment.NamedAugmentation;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.random.Randomness;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetworkInputsTest {
  private static final ImageSize SIZE = new ImageSize(1, 2, 1);

  private final Workers workers = new Workers(3);

  @AfterEach
  void close() {
    workers.close();
  }

  /** Images whose two pixels are their index and the index plus 100. */
  private static class Numbered implements ImageSource {
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public ImageSize size() {
      return SIZE;
    }

    @Override
    public int count() {
      return 50;
    }

    @Override
    public Image image(int index) {
      asked.incrementAndGet();
      return new Image(SIZE, new byte[] {(byte) index, (byte) (index + 100)});
    }
  }

  private static List<Batch> all(Iterator<Batch> batches) {
    List<Batch> list = new ArrayList<>();
    batches.forEachRemaining(list::add);
    return list;
  }

  @Test
  void batchesFollowTheOrderAndTheLastHasTheRest() {
    int[] order = {4, 2, 0, 1, 3, 9, 7};

    List<Batch> batches = all(ImageInputs.plain(new Numbered(), workers).batches(0, order, 3));

    assertThat(batches).extracting(Batch::count).containsExactly(3, 3, 1);
    assertThat(((Batch.Pixels) batches.get(0)).values()).containsExactly(4, 104, 2, 102, 0, 100);
    assertThat(((Batch.Pixels) batches.get(2)).values()).containsExactly(7, 107);
  }

  @Test
  void onlyAFewBatchesAreMadeAhead() {
    Numbered images = new Numbered();
    Iterator<Batch> batches =
        ImageInputs.plain(images, workers).batches(0, NetworkInputs.inOrder(50), 2);

    batches.next();
    // Work that is queued is done by now or never more than the batch and those ahead.
    assertThat(images.asked.get()).isLessThanOrEqualTo(2 * 4);
    assertThat(all(batches)).hasSize(24);
    assertThat(images.asked).hasValue(50);
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void aPictureThatHasBecomeUnreadableIsTold() {
    ImageSource gone =
        new Numbered() {
          @Override
          public Image image(int index) {
            throw new ProblemException(Problem.at("p" + index, "is gone"));
          }
        };

    assertThatThrownBy(() -> all(ImageInputs.plain(gone, workers).batches(0, new int[] {1}, 2)))
        .isInstanceOf(ProblemException.class)
        .hasMessage("p1: is gone");
  }

  @Test
  void augmentationsDrawByExampleEpochAndName() {
    NamedAugmentation noise =
        new NamedAugmentation("0:noise", (random, size) -> add(random.nextInt(256)));
    NamedAugmentation other = new NamedAugmentation("1:noise", noise.augmentation());
    Randomness randomness = new Randomness(5);
    ImageSource images = new Numbered();

    AugmentedImages first = new AugmentedImages(images, List.of(noise), randomness, 0);
    AugmentedImages again = new AugmentedImages(images, List.of(noise), randomness, 0);
    AugmentedImages later = new AugmentedImages(images, List.of(noise), randomness, 1);
    AugmentedImages renamed = new AugmentedImages(images, List.of(other), randomness, 0);

    List<Image> changed = new ArrayList<>();
    for (AugmentedImages epoch : List.of(first, later, renamed)) {
      for (int i = 0; i < 50; i++) {
        changed.add(epoch.image(i));
        assertThat(epoch.image(i)).isEqualTo(epoch.image(i));
      }
    }
    for (int i = 0; i < 50; i++) {
      assertThat(again.image(49 - i)).isEqualTo(first.image(49 - i));
      int drawn = randomness.forExample(0, i, "augmentation/0:noise").nextInt(256);
      assertThat(first.image(i).at(0, 0, 0)).isEqualTo((i + drawn) & 0xff);
    }
    assertThat(changed.subList(50, 100)).isNotEqualTo(changed.subList(0, 50));
    assertThat(changed.subList(100, 150)).isNotEqualTo(changed.subList(0, 50));
  }

  private static Change add(int value) {
    return new Change.Pixels(
        image -> {
          byte[] pixels = image.pixels().clone();
          for (int i = 0; i < pixels.length; i++) {
            pixels[i] += (byte) value;
          }
          return new Image(image.size(), pixels);
        });
  }

  private record InMemory(String id, int label, Image image) implements Example {}

  @Test
  void theSamePixelsHaveTheSameHashWhateverIsKept() {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      examples.add(new InMemory("p" + i, 0, new Numbered().image(i)));
    }
    Pictures all = read(examples, 1000);
    Pictures some = read(examples, 11);
    List<Example> changed = new ArrayList<>(examples);
    changed.set(30, new InMemory("p30", 0, new Numbered().image(31)));

    assertThat(all.room()).isEqualTo(40);
    assertThat(some.room()).isEqualTo(5);
    assertThat(some.pixelsSha256()).isEqualTo(all.pixelsSha256()).hasSize(64);
    assertThat(read(changed, 1000).pixelsSha256()).isNotEqualTo(all.pixelsSha256());
    assertThat(some.image(4)).isEqualTo(all.image(4));
    assertThat(some.image(5)).isEqualTo(all.image(5));
  }

  private Pictures read(List<Example> examples, long memory) {
    List<Pictures> pictures = Pictures.of(List.of(examples), SIZE, memory);
    pictures.get(0).keep();
    Pictures.readAll(pictures, workers, (done, total) -> {});
    return pictures.get(0);
  }

  @Test
  void aDatasetThatGivesImagesOfAnotherSizeIsABug() {
    Image wrong = new Image(new ImageSize(2, 2, 1), new byte[4]);

    assertThatThrownBy(() -> read(List.of(new InMemory("p", 0, wrong)), 1000))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("images of 1x2x1, but 'p' is 2x2x1");
  }
}
