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
 * A network from a TorchScript file, as {@code torch.jit.script} or {@code torch.jit.trace} make
 * it; frozen, or trained as a whole. Only the engine {@code djl} runs it.
 */
public final class TorchScriptBackbone implements Backbone {
  /**
   * The settings.
   *
   * @param path the file
   * @param features shape of the features, channels last; found by running the network once if left
   *     out
   * @param scaling what the network is fed
   */
  public record Settings(
      @Setting(value = "The TorchScript file.", example = "resnet50.pt") Path path,
      @Setting(
              value =
                  "Shape of the features, channels last; if left out, PyTorch is loaded and the"
                      + " network run once to find it.",
              min = 1,
              example = "[2048]")
          Optional<List<Integer>> features,
      @Flat InputScaling scaling) {
    /** Checks the shape. */
    public Settings {
      ImportedTorchScript.requireShape(features);
    }
  }

  private final Settings settings;

  /** Makes the backbone; reads nothing yet. */
  @Inject
  public TorchScriptBackbone(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    return new ImportedTorchScript(settings.features(), settings.scaling())
        .architecture(settings.path(), input);
  }
}
