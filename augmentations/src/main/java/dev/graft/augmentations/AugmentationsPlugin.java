package dev.graft.augmentations;

import dev.graft.api.augmentation.Augmentation;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;

/** The plugin of the augmentations that come with Graft. */
public final class AugmentationsPlugin implements Plugin {
  @Override
  public String id() {
    return "augmentations";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        augmentation(
            "flip",
            Flip.class,
            Flip.Settings.class,
            "Mirrors the image, left to right or upside down, or not."),
        augmentation(
            "rotate", Rotate.class, Rotate.Settings.class, "Turns the image about its centre."),
        augmentation(
            "shear", Shear.class, Shear.Settings.class, "Slants the image's columns to one side."),
        augmentation(
            "zoom", Zoom.class, Zoom.Settings.class, "Shows the image from nearer or farther."),
        augmentation("shift", Shift.class, Shift.Settings.class, "Moves the image."));
  }

  private static Component<Augmentation> augmentation(
      String name,
      Class<? extends Augmentation> type,
      Class<? extends Record> settings,
      String description) {
    return Component.of(Augmentation.class, name, type, settings, description);
  }
}
