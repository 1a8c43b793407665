package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.Stable;
import dev.graft.api.augmentation.Affine;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.ImageChanges;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every {@link Augmentation} must do, as JUnit tests to extend: on pictures of several sizes,
 * with many draws.
 *
 * <pre>{@code
 * class BrightnessContractTest extends AugmentationContract {
 *   @Override
 *   protected Augmentation augmentation() {
 *     return new Brightness(new Brightness.Settings(0.3));
 *   }
 *
 *   @Override
 *   protected Optional<Augmentation> withoutEffect() {
 *     return Optional.of(new Brightness(new Brightness.Settings(0)));
 *   }
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Stable
public abstract class AugmentationContract extends Contract {
  private static final int DRAWS = 40;

  /** The augmentation under test, made anew with the same settings at each call. */
  protected abstract Augmentation augmentation();

  /** Sizes of pictures that it is tried on; large and tiny, grey and in colour. */
  protected List<ImageSize> sizes() {
    return List.of(
        ImageSize.rgb(24, 24), ImageSize.rgb(17, 30), ImageSize.rgb(1, 1), new ImageSize(9, 8, 1));
  }

  /** The same of a strength that changes nothing, if there is one; none unless overridden. */
  protected Optional<Augmentation> withoutEffect() {
    return Optional.empty();
  }

  /** Whether different draws give different pictures; yes unless overridden. */
  protected boolean isRandom() {
    return true;
  }

  /** Whether it may make a picture one plain colour; no unless overridden. */
  protected boolean mayWipeOut() {
    return false;
  }

  @Rule(
      id = "AUGMENTATION-1",
      value = "The same generator gives the same change",
      why =
          "the same seed must give the same training, on any machine and at any number of threads",
      mend = "draw from the generator that is given only: no Math.random, no clock, no state")
  @TestFactory
  Stream<DynamicTest> repeatsItself() {
    return each(
        size -> {
          Augmentation one = augmentation();
          for (int i = 0; i < DRAWS; i++) {
            Image picture = picture(size);
            Image expected = made(augmentation(), i, picture);
            assertThat(made(one, i, picture)).as("draw %d, after others", i).isEqualTo(expected);
          }
        });
  }

  @Rule(
      id = "AUGMENTATION-2",
      value = "It draws as many numbers whatever comes out, and whatever the picture's size",
      why = "a changed setting or size then changes this augmentation only, and nothing after it",
      mend = "draw all that may be needed first, then decide")
  @Test
  void drawsAsManyNumbersEachTime() {
    Set<Integer> counts = new HashSet<>();
    Augmentation augmentation = augmentation();
    for (ImageSize size : sizes()) {
      for (int i = 0; i < DRAWS; i++) {
        CountingGenerator random = new CountingGenerator(generator(i));
        augmentation.draw(random, size);
        counts.add(random.drawn());
      }
    }
    assertThat(counts).as("how many numbers were drawn").hasSize(1);
  }

  @Rule(
      id = "AUGMENTATION-3",
      value = "Other draws give other pictures",
      why = "it is there so that the network sees each picture in many ways",
      mend = "use the generator, or say so by overriding isRandom()")
  @Test
  void isRandomEnough() {
    onlyIf(isRandom(), "isRandom()");
    Augmentation augmentation = augmentation();
    Image picture = picture(largest());
    Set<Image> seen = new HashSet<>();
    for (int i = 0; i < DRAWS; i++) {
      seen.add(made(augmentation, i, picture));
    }
    assertThat(seen).as("different pictures of %d draws", DRAWS).hasSizeGreaterThan(1);
  }

  @Rule(
      id = "AUGMENTATION-4",
      value = "It keeps the picture's size",
      why = "the network takes pictures of one size",
      mend = "give an Image of the size that came in")
  @TestFactory
  Stream<DynamicTest> keepsTheSize() {
    return each(
        size -> {
          Augmentation augmentation = augmentation();
          for (int i = 0; i < DRAWS; i++) {
            Change change = augmentation.draw(generator(i), size);
            if (change instanceof Change.Pixels pixels) {
              assertThat(pixels.of().apply(picture(size)).size()).isEqualTo(size);
            }
            assertThat(made(augmentation, i, picture(size)).size()).isEqualTo(size);
          }
        });
  }

  @Rule(
      id = "AUGMENTATION-5",
      value = "It leaves the picture that it is given as it is",
      why = "pictures are kept and shown again, changed anew each time",
      mend = "write into a new array: new Image(image.size(), pixels)")
  @TestFactory
  Stream<DynamicTest> leavesThePicture() {
    return each(
        size -> {
          Augmentation augmentation = augmentation();
          for (int i = 0; i < DRAWS; i++) {
            Image picture = picture(size);
            made(augmentation, i, picture);
            assertThat(picture).as("the picture after draw %d", i).isEqualTo(picture(size));
          }
        });
  }

  @Rule(
      id = "AUGMENTATION-6",
      value = "What was drawn is a change that does the same however often it is made",
      why = "features of changed pictures are kept and computed anew as if they were equal",
      mend = "draw in draw(...); the function of Change.Pixels draws nothing and has no state")
  @TestFactory
  Stream<DynamicTest> makesTheSameChangeAgain() {
    return each(
        size -> {
          Augmentation augmentation = augmentation();
          for (int i = 0; i < DRAWS; i++) {
            Change change = augmentation.draw(generator(i), size);
            Image first = ImageChanges.of(List.of(change)).applyTo(picture(size));
            Image again = ImageChanges.of(List.of(change)).applyTo(picture(size));
            assertThat(again).as("draw %d, made again", i).isEqualTo(first);
          }
        });
  }

  @Rule(
      id = "AUGMENTATION-7",
      value = "At no strength it changes nothing",
      why = "who turns it down to 0 expects the picture as it was",
      mend = "let 0 be the identity to the last byte: Affine.identity(), or the image itself")
  @TestFactory
  Stream<DynamicTest> changesNothingAtNoStrength() {
    onlyIf(withoutEffect().isPresent(), "withoutEffect()");
    return each(
        size -> {
          Augmentation still = withoutEffect().orElseThrow();
          for (int i = 0; i < DRAWS; i++) {
            assertThat(made(still, i, picture(size))).as("draw %d", i).isEqualTo(picture(size));
          }
        });
  }

  @Rule(
      id = "AUGMENTATION-8",
      value = "It leaves something of the picture",
      why = "a change must not change the class, and of one plain colour there is none to see",
      mend = "bound the strength by min and max, or say so by overriding mayWipeOut()")
  @Test
  void leavesSomethingOfThePicture() {
    onlyIf(!mayWipeOut(), "mayWipeOut()");
    Augmentation augmentation = augmentation();
    for (int i = 0; i < DRAWS; i++) {
      byte[] pixels = made(augmentation, i, picture(largest())).pixels();
      int first = pixels[0];
      assertThat(IntStream.range(0, pixels.length).anyMatch(at -> pixels[at] != first))
          .as("draw %d leaves differences between pixels", i)
          .isTrue();
    }
  }

  @Rule(
      id = "AUGMENTATION-9",
      value = "Several threads may draw from it at once",
      why = "pictures are changed by as many threads as there are cores",
      mend = "keep no state in it: settings only")
  @Test
  void isSafeForThreads() {
    Augmentation shared = augmentation();
    Augmentation other = augmentation();
    Image picture = picture(largest());
    List<Image> alone = IntStream.range(0, 200).mapToObj(i -> made(other, i, picture)).toList();
    List<Image> together =
        IntStream.range(0, 200).parallel().mapToObj(i -> made(shared, i, picture)).toList();
    assertThat(together.equals(alone)).as("drawn by several threads as by one").isTrue();
  }

  @Rule(
      id = "AUGMENTATION-10",
      value = "It works before and after others",
      why = "consecutive geometric changes are made in one resampling",
      mend = "give an Affine for what is geometric, Change.Pixels for what is not")
  @TestFactory
  Stream<DynamicTest> worksWithOthers() {
    Affine mirrored = new Affine(-1, 0, 0, 0, 1, 0, Optional.empty());
    return each(
        size -> {
          Augmentation augmentation = augmentation();
          for (int i = 0; i < DRAWS; i++) {
            Change change = augmentation.draw(generator(i), size);
            Image changed =
                ImageChanges.of(List.of(mirrored, change, mirrored)).applyTo(picture(size));
            assertThat(changed.size()).isEqualTo(size);
          }
        });
  }

  private Stream<DynamicTest> each(Consumer<ImageSize> check) {
    return sizes().stream()
        .map(size -> DynamicTest.dynamicTest("a picture of " + size, () -> check.accept(size)));
  }

  private ImageSize largest() {
    return sizes().stream()
        .max((a, b) -> Integer.compare(a.bytes(), b.bytes()))
        .orElseThrow(() -> new AssertionError("sizes() is empty"));
  }

  private static Image picture(ImageSize size) {
    return Draws.image("picture", size);
  }

  private static RandomGenerator generator(int draw) {
    return Draws.generator("draw " + draw);
  }

  private static Image made(Augmentation augmentation, int draw, Image picture) {
    Change change = augmentation.draw(generator(draw), picture.size());
    assertThat(change).as("draw gave a change").isNotNull();
    return ImageChanges.of(List.of(change)).applyTo(picture);
  }
}
