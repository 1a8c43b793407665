package dev.graft.architectures.catalogue;

import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsCatalogue;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The weights that Keras Applications, torchvision and others publish for this module's backbones,
 * listed in {@code published-weights.txt}.
 */
public final class PublishedCatalogue implements WeightsCatalogue {
  private static final String TABLE = "published-weights.txt";
  private static final Pattern SPACE = Pattern.compile(" ");
  private static final Pattern COMMA = Pattern.compile(",");
  private static final String BROUGHT = "+";
  private static final int COLUMNS = 7;

  private final List<PublishedWeights> weights;

  /** Reads the table. */
  @Inject
  public PublishedCatalogue() {
    try (InputStream in = PublishedCatalogue.class.getResourceAsStream(TABLE)) {
      weights =
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(PublishedCatalogue::parse)
              .toList();
    } catch (IOException e) {
      throw new IllegalStateException("the table of published weights cannot be read", e);
    }
  }

  @Override
  public List<PublishedWeights> weights() {
    return weights;
  }

  private static PublishedWeights parse(String line) {
    List<Optional<String>> columns =
        SPACE
            .splitAsStream(line)
            .map(column -> Optional.of(column).filter(text -> !text.equals("-")))
            .toList();
    if (columns.size() != COLUMNS) {
      throw new IllegalStateException("not a line of " + COLUMNS + " columns: " + line);
    }
    URI address = URI.create(columns.get(4).orElseThrow());
    String path = address.getPath();
    Optional<String> side = columns.get(3);
    Optional<String> bytes = columns.get(6);
    Map<String, String> settings = new LinkedHashMap<>();
    Set<String> brings = new LinkedHashSet<>();
    for (String pair : COMMA.split(columns.get(2).orElse(""), 0)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String key = pair.substring(pair.startsWith(BROUGHT) ? BROUGHT.length() : 0, equals);
      settings.put(key, pair.substring(equals + 1));
      if (pair.startsWith(BROUGHT)) {
        brings.add(key);
      }
    }
    return new PublishedWeights(
        columns.get(0).orElseThrow(),
        columns.get(1).orElseThrow(),
        settings,
        brings,
        side.isPresent() ? OptionalInt.of(Integer.parseInt(side.get())) : OptionalInt.empty(),
        address,
        path.substring(path.lastIndexOf('/') + 1),
        columns.get(5).map(Checksum::parse),
        bytes.isPresent() ? OptionalLong.of(Long.parseLong(bytes.get())) : OptionalLong.empty());
  }
}
