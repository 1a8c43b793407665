package dev.graft.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Augmentations that are wrong in one way each, and the rule that tells it. */
class AugmentationMutantsTest {
  enum Fault implements Augmentation {
    NONE,
    OWN_DICE {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        return brighter(random.nextInt(40) + (int) (20 * Math.random()));
      }
    },
    SEVERAL_DRAWS {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        return brighter(random.nextBoolean() ? 0 : random.nextInt(40));
      }
    },
    ALWAYS_THE_SAME {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        return brighter(20);
      }
    },
    CROPS {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        return new Change.Pixels(
            image ->
                new Image(
                    new ImageSize(1, 1, image.size().channels()),
                    Arrays.copyOf(image.pixels(), image.size().channels())));
      }
    },
    WRITES_OVER {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        int by = random.nextInt(1, 40);
        return new Change.Pixels(
            image -> {
              image.pixels()[0] += (byte) by;
              return image;
            });
      }
    },
    DRAWS_LATE {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        return new Change.Pixels(image -> shifted(image, random.nextInt(1, 40)));
      }
    },
    NEVER_OFF {
      @Override
      Augmentation off() {
        return (random, size) -> brighter(1);
      }
    },
    BLACK {
      @Override
      public Change draw(RandomGenerator random, ImageSize size) {
        int colour = random.nextInt(256);
        return new Change.Pixels(
            image -> {
              byte[] pixels = new byte[image.size().bytes()];
              Arrays.fill(pixels, (byte) colour);
              return new Image(image.size(), pixels);
            });
      }
    };

    @Override
    public Change draw(RandomGenerator random, ImageSize size) {
      return brighter(random.nextInt(40));
    }

    Augmentation off() {
      return (random, size) -> brighter(0);
    }

    static Change brighter(int by) {
      return new Change.Pixels(image -> shifted(image, by));
    }

    static Image shifted(Image image, int by) {
      byte[] pixels = image.pixels().clone();
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) Math.min(255, (pixels[i] & 0xff) + by);
      }
      return new Image(image.size(), pixels);
    }
  }

  private static Fault underTest = Fault.NONE;

  static class Mutant extends AugmentationContract {
    @Override
    protected Augmentation augmentation() {
      return underTest;
    }

    @Override
    protected Optional<Augmentation> withoutEffect() {
      return Optional.of(underTest.off());
    }
  }

  /** One that remembers its last draw. */
  static class Remembering extends AugmentationContract {
    @Override
    protected Augmentation augmentation() {
      return new Augmentation() {
        private int last;

        @Override
        public Change draw(RandomGenerator random, ImageSize size) {
          last = (last + random.nextInt(40)) % 60;
          return Fault.brighter(last);
        }
      };
    }
  }

  @Test
  void aRightAugmentationBreaksNoRule() {
    underTest = Fault.NONE;
    assertThat(Mutants.brokenBy(Mutant.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "OWN_DICE, AUGMENTATION-1",
    "SEVERAL_DRAWS, AUGMENTATION-2",
    "ALWAYS_THE_SAME, AUGMENTATION-3",
    "CROPS, AUGMENTATION-4",
    "CROPS, AUGMENTATION-10",
    "WRITES_OVER, AUGMENTATION-5",
    "DRAWS_LATE, AUGMENTATION-6",
    "NEVER_OFF, AUGMENTATION-7",
    "BLACK, AUGMENTATION-8"
  })
  void aWrongOneIsTold(Fault fault, String rule) {
    underTest = fault;
    assertThat(Mutants.brokenBy(Mutant.class))
        .contains(rule)
        .allMatch(broken -> broken.startsWith("AUGMENTATION-"));
  }

  @Test
  void oneThatRemembersIsTold() {
    assertThat(Mutants.brokenBy(Remembering.class)).contains("AUGMENTATION-1", "AUGMENTATION-9");
  }
}
