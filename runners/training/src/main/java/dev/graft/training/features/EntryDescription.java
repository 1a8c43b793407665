package dev.graft.training.features;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a file of the cache holds, in words.
 *
 * @param kind {@code features} or {@code pictures}
 * @param network the network whose frozen part made the features
 * @param cut the layer whose outputs they are
 * @param shape shape of one picture's features
 * @param input size of the images
 * @param weights beginning of the SHA-256 of the frozen part's weights
 * @param engine what computed them, and with how many threads
 */
public record EntryDescription(
    String kind,
    String network,
    String cut,
    String shape,
    String input,
    String weights,
    String engine) {
  /** The kind of files that hold features. */
  public static final String FEATURES = "features";

  /** The kind of files that hold which pixels a picture's file decodes to. */
  public static final String PICTURES = "pictures";

  /** Of a file that is damaged, or of another version of Graft. */
  public static EntryDescription unknown() {
    return new EntryDescription("unknown", "", "", "", "", "", "");
  }

  /** Of a file that holds which pixels pictures decode to. */
  static EntryDescription pictures() {
    return new EntryDescription(PICTURES, "", "", "", "", "", "");
  }

  String json() {
    return JsonMapper.shared().writeValueAsString(this);
  }

  static Optional<EntryDescription> ofJson(String json) {
    try {
      return Optional.of(JsonMapper.shared().readValue(json, EntryDescription.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
