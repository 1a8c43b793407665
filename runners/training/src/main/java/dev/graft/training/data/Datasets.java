package dev.graft.training.data;

import dev.graft.api.data.Dataset;
import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import java.util.List;

/** The datasets that come with Graft. */
public final class Datasets implements Plugin {
  /** Called by the service loader. */
  public Datasets() {}

  @Override
  public String id() {
    return "datasets";
  }

  @Override
  public List<Component<?>> components() {
    return List.of(
        Component.of(
            Dataset.class,
            "folder",
            FolderDataset.class,
            FolderDataset.Settings.class,
            "Pictures in one folder for each class."),
        Component.of(
            Dataset.class,
            "idx",
            IdxDataset.class,
            IdxDataset.Settings.class,
            "Greyscale pictures in MNIST's four idx files, plain or gzip."),
        Component.of(
            Dataset.class,
            "shapes",
            ShapesDataset.class,
            ShapesDataset.Settings.class,
            "Pictures of shapes that Graft paints itself: nothing to download."));
  }
}
