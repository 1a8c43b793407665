package org.example.exampleplugin;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.augmentation.Change;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.util.random.RandomGenerator;

/** Adds one number, drawn evenly from ±strength, to all of a picture's values. */
public final class ExampleBrightness implements Augmentation {
  /**
   * Settings of {@link ExampleBrightness}.
   *
   * @param strength the largest number that is added or subtracted
   */
  public record Settings(
      @Setting(
              value = "The most that is added or subtracted, of 255.",
              defaultValue = "40",
              min = 0,
              max = 100)
          double strength) {}

  private final Settings settings;

  /** Changes brightness by these settings. */
  @Inject
  public ExampleBrightness(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Change draw(RandomGenerator random, ImageSize size) {
    // Everything is drawn here, once: the change itself must do the same however often it is made.
    long by = Math.round((2 * random.nextDouble() - 1) * settings.strength());
    return new Change.Pixels(image -> brighter(image, by));
  }

  private static Image brighter(Image image, long by) {
    byte[] pixels = new byte[image.pixels().length];
    for (int i = 0; i < pixels.length; i++) {
      int value = image.pixels()[i] & 0xff;
      pixels[i] = (byte) Math.max(0, Math.min(255, value + by));
    }
    return new Image(image.size(), pixels);
  }
}
