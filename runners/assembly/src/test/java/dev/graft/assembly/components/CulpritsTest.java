package dev.graft.assembly.components;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.augmentation.ImageChanges;
import dev.graft.api.layers.BuiltInLayers;
import dev.graft.api.layers.Flatten;
import dev.graft.api.plugin.BrokenContractException;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CulpritsTest {
  private static final ImageSize SIZE = new ImageSize(2, 2, 1);

  private final Culprits culprits =
      new Culprits(Components.of(List.of(new BuiltInLayers(), new ShrinkingPlugin())));

  /** Gives images of one pixel. */
  static final class Shrink implements Augmentation {
    @Override
    public Change draw(RandomGenerator random, ImageSize size) {
      return new Change.Pixels(image -> new Image(new ImageSize(1, 1, 1), new byte[1]));
    }
  }

  private static final class ShrinkingPlugin implements Plugin {
    @Override
    public String id() {
      return "shrinking";
    }

    @Override
    public List<Component<?>> components() {
      return List.of(Component.of(Augmentation.class, "shrink", Shrink.class, "Shrinks."));
    }
  }

  @Test
  void whoBreaksAPromiseIsNamedAndNotWhoNoticed() {
    assertThatThrownBy(
            () ->
                culprits.watch(
                    () -> {
                      throw new IllegalStateException(
                          new BrokenContractException(new Flatten(), "2 is not 3"));
                    }))
        .isInstanceOf(PluginFailureException.class)
        .hasMessageStartingWith("the layer 'flatten' of plugin '");
  }

  @Test
  void aFunctionIsItsComponents() {
    Change change = new Shrink().draw(null, SIZE);
    ImageChanges changes = ImageChanges.of(List.of(change));

    assertThatThrownBy(
            () -> culprits.watch(() -> changes.applyTo(new Image(SIZE, new byte[SIZE.bytes()]))))
        .isInstanceOf(PluginFailureException.class)
        .hasMessageStartingWith("the augmentation 'shrink' of plugin 'shrinking'")
        .hasMessageContaining("found 1x1x1, expected 2x2x1");
  }
}
