package dev.graft.api.layer;

import dev.graft.api.Stable;
import dev.graft.api.plugin.Flat;
import dev.graft.api.plugin.Setting;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A layer in a list of layers, with the name it should have. In experiment files it is the layer's
 * own mapping with one more key: {@code {type: conv2d, name: stem, filters: 32, kernel_size: 3}}.
 *
 * @param name the name in the network; if left out, it is made from the layer's class as Keras does
 * @param layer the layer
 * @since 0.1
 */
@Stable
public record NamedLayer(
    @Setting(
            value = "Its name in the network; the layer's type, numbered, if left out.",
            example = "stem")
        Optional<String> name,
    @Flat Layer layer) {
  private static final Pattern WORD = Pattern.compile("(.)([A-Z][a-z]+)");
  private static final Pattern HUMP = Pattern.compile("([a-z])([A-Z])");

  /** Checks that the name can be one of a network's. */
  public NamedLayer {
    name.ifPresent(
        given -> {
          if (given.isBlank() || given.contains("/")) {
            throw new IllegalArgumentException(
                "a layer's name is not blank and has no '/', found '" + given + "'");
          }
        });
  }

  /** A layer named after its class. */
  public static NamedLayer of(Layer layer) {
    return new NamedLayer(Optional.empty(), layer);
  }

  /** A layer with a name. */
  public static NamedLayer of(String name, Layer layer) {
    return new NamedLayer(Optional.of(name), layer);
  }

  /**
   * The layer's class in snake case, as Keras names layers: {@code conv2d}, {@code max_pooling2d},
   * {@code batch_normalization}; an ending {@code Layer} is dropped. The second of a kind in a
   * network gets {@code _1} behind it, the third {@code _2}.
   */
  public String defaultName() {
    String simpleName = layer.getClass().getSimpleName();
    if (simpleName.length() > 5 && simpleName.endsWith("Layer")) {
      simpleName = simpleName.substring(0, simpleName.length() - 5);
    }
    String words = WORD.matcher(simpleName).replaceAll("$1_$2");
    return HUMP.matcher(words).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
  }
}
