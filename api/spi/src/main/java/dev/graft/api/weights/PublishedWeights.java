package dev.graft.api.weights;

import dev.graft.api.Stable;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A file of weights that somebody publishes for a network, and how to know it.
 *
 * @param name what experiments call these weights: {@code imagenet}
 * @param backbone name of the backbone in experiments
 * @param settings the backbone's settings that the weights are for, by name, as experiments write
 *     them; what is not here does not matter
 * @param brings those of the settings that belong to the weights rather than to the network: an
 *     experiment that does not say them gets them with the weights
 * @param side height and width of the images they were trained with, where there are several such
 *     files for one network
 * @param address where the file is published
 * @param fileName what it is called there and in the cache
 * @param checksum by what its publisher lets it be known, if by anything
 * @param bytes its length, if that is known
 * @since 0.1
 */
@Stable
public record PublishedWeights(
    String name,
    String backbone,
    Map<String, String> settings,
    Set<String> brings,
    OptionalInt side,
    URI address,
    String fileName,
    Optional<Checksum> checksum,
    OptionalLong bytes) {

  /** Checks the file's name, which becomes one in the cache folder. */
  public PublishedWeights {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    brings = Set.copyOf(brings);
    if (!settings.keySet().containsAll(brings)) {
      throw new IllegalArgumentException("what weights bring is one of their settings: " + brings);
    }
    if (!fileName.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw new IllegalArgumentException(
          "a file's name is letters, digits and ._-, found '" + fileName + "'");
    }
    if (!"https".equals(address.getScheme()) && !"http".equals(address.getScheme())) {
      throw new IllegalArgumentException("weights are fetched over https, found " + address);
    }
  }

  /** The backbone and its settings as experiments write them. */
  public String describe() {
    StringBuilder text = new StringBuilder("{type: ").append(backbone);
    settings.forEach((key, value) -> text.append(", ").append(key).append(": ").append(value));
    text.append('}');
    side.ifPresent(pixels -> text.append(" at ").append(pixels).append('x').append(pixels));
    return text.toString();
  }
}
