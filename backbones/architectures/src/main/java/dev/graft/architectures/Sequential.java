package dev.graft.architectures;

import dev.graft.api.ImageSize;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.architecture.Input;
import dev.graft.api.backbone.Backbone;
import dev.graft.api.layer.Layer;
import dev.graft.api.layer.NamedLayer;
import dev.graft.api.layers.BgrMeanSubtraction;
import dev.graft.api.layers.ChannelNormalization;
import dev.graft.api.layers.Rescaling;
import dev.graft.api.plugin.Setting;
import dev.graft.api.plugin.SettingException;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Layers one after the other, as the experiment lists them; Keras {@code Sequential}.
 *
 * <p>The first layer is a {@link Rescaling} named {@code rescaling} that brings the image's bytes
 * to the range 0 to 1, or to what the settings say. There is none at {@code scale: 1, offset: 0},
 * nor where the list itself begins with a layer that rescales and no scale is given: an image
 * scaled twice would teach nothing. A layer without a name is named as Keras names it: {@code
 * conv2d}, {@code conv2d_1}, {@code max_pooling2d}, …
 */
public final class Sequential implements Backbone {
  /**
   * The settings.
   *
   * @param layers the layers, in order; at least one
   * @param scale factor of the bytes, not 0; 1/255 if left out, or 1 if the first layer rescales
   * @param offset added to the scaled bytes
   */
  public record Settings(
      @Setting(
              value = "The layers in order, each {type: …, name: … (may be left out), settings}.",
              example = "[{type: conv2d, filters: 32, kernel_size: 3, activation: relu}]")
          List<NamedLayer> layers,
      @Setting(
              value =
                  "What the bytes of an image (0 to 255) are multiplied by first; if left out, 1/255,"
                      + " or nothing if the first layer itself rescales or normalises.",
              example = "0.00784313725490196")
          OptionalDouble scale,
      @Setting(value = "What is added to the scaled bytes.", defaultValue = "0") double offset) {
    /** Checks that there are layers and that no two are given one name. */
    public Settings {
      layers = List.copyOf(layers);
      if (layers.isEmpty()) {
        throw new IllegalArgumentException("there must be at least one layer");
      }
      double factor = scale.orElse(1);
      if (!Double.isFinite(factor) || factor == 0 || !Double.isFinite(offset)) {
        throw new IllegalArgumentException(
            "scale and offset are numbers, and scale is not 0, found %s and %s"
                .formatted(factor, offset));
      }
      Set<String> given = new HashSet<>();
      for (int i = 0; i < layers.size(); i++) {
        String name = layers.get(i).name().orElse("");
        if (!name.isEmpty() && !given.add(name)) {
          throw new SettingException(item(i) + ".name", "two layers are named '" + name + "'");
        }
      }
    }

    /** Layers on bytes scaled to the range 0 to 1, unless the first layer itself scales them. */
    public static Settings of(List<NamedLayer> layers) {
      return new Settings(layers, OptionalDouble.empty(), 0);
    }

    private static String item(int index) {
      return "layers[" + index + "]";
    }

    private double factor() {
      Layer first = layers.get(0).layer();
      boolean rescales =
          first instanceof Rescaling
              || first instanceof ChannelNormalization
              || first instanceof BgrMeanSubtraction;
      return scale.orElse(rescales ? 1 : 1.0 / 255);
    }
  }

  private final Settings settings;

  /** Makes the backbone. */
  @Inject
  public Sequential(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Architecture architecture(ImageSize input) {
    Architecture.Builder network = Architecture.builder("sequential", Input.image(input));
    Set<String> taken = new HashSet<>();
    taken.add(network.input());
    settings.layers().forEach(layer -> layer.name().ifPresent(taken::add));
    double scale = settings.factor();
    if (scale != 1 || settings.offset() != 0) {
      NamedLayer rescaling = NamedLayer.of(new Rescaling(scale, settings.offset()));
      network.addUncounted(free(rescaling.defaultName(), taken), rescaling.layer());
    }
    for (int i = 0; i < settings.layers().size(); i++) {
      NamedLayer layer = settings.layers().get(i);
      String name = layer.name().orElseGet(() -> free(layer.defaultName(), taken));
      try {
        network.add(name, layer.layer());
      } catch (IllegalArgumentException e) {
        throw new SettingException(Settings.item(i), e);
      }
    }
    return network.build();
  }

  /** The name itself, or the first of {@code name_1}, {@code name_2}, … that is free; takes it. */
  private static String free(String name, Set<String> taken) {
    String candidate = name;
    for (int number = 1; !taken.add(candidate); number++) {
      candidate = name + "_" + number;
    }
    return candidate;
  }
}
