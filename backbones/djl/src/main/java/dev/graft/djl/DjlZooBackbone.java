package dev.graft.djl;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A network from DJL's model zoo, or from a repository of its form, by its {@code djl://} address.
 * From DJL's cache or a folder; from the network only if that is allowed. What is found must be a
 * TorchScript file, and is treated as one.
 */
public final class DjlZooBackbone implements Backbone {
  /**
   * The settings.
   *
   * @param url {@code djl://GROUP/ARTIFACT[/VERSION[/NAME]]}
   * @param repository the folder of a repository; one elsewhere, in DJL's cache, if left out
   * @param mirror the address of one elsewhere; DJL's own if left out
   * @param download whether what the cache lacks may be fetched
   * @param features shape of the features, channels last; found by running the network once if left
   *     out
   * @param scaling what the network is fed
   */
  public record Settings(
      @Setting(
              value = "The model's address: djl://GROUP/ARTIFACT/VERSION/NAME.",
              example = "djl://ai.djl.pytorch/resnet/0.0.1/traced_resnet18")
          String url,
      @Setting(
              value = "The folder of a repository of DJL's form; if left out, DJL's cache is used.",
              example = "models/repository")
          Optional<Path> repository,
      @Setting(
              value = "Where to fetch from in place of DJL's own repository.",
              example = "https://models.example.org/")
          Optional<String> mirror,
      @Setting(
              value = "Whether what DJL's cache lacks may be fetched from the network.",
              defaultValue = "false")
          boolean download,
      @Setting(
              value =
                  "Shape of the features, channels last; if left out, PyTorch is loaded and the"
                      + " network run once to find it.",
              min = 1,
              example = "[1000]")
          Optional<List<Integer>> features,
      @Flat InputScaling scaling) {
    /** Checks the address and the shape. */
    public Settings {
      ZooAddress.parse(url);
      ImportedTorchScript.requireShape(features);
    }
  }

  private final Settings settings;

  /** Makes the backbone; reads nothing yet. */
  @Inject
  public DjlZooBackbone(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    ZooFiles zoo = new ZooFiles(settings.repository(), settings.mirror(), settings.download());
    return new ImportedTorchScript(settings.features(), settings.scaling())
        .architecture(zoo.find(ZooAddress.parse(settings.url())), input);
  }
}
