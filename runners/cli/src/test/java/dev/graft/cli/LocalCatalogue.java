package dev.graft.cli;

import dev.graft.api.plugin.Component;
import dev.graft.api.plugin.Plugin;
import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.api.weights.WeightsCatalogue;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Two files, published by a server on this machine whose address is a system property. */
final class LocalCatalogue implements WeightsCatalogue {
  /** The server's address, with a slash at its end. */
  static final String ADDRESS = "graft.test.weights";

  /** The MD5 of what the server sends under the name {@code known.h5}. */
  static final String DIGEST = "graft.test.weights.md5";

  @Inject
  LocalCatalogue() {}

  /** Brings it. */
  static Plugin plugin() {
    return new Plugin() {
      @Override
      public String id() {
        return "local";
      }

      @Override
      public List<Component<?>> components() {
        return List.of(
            Component.of(
                WeightsCatalogue.class, "local", LocalCatalogue.class, "Files of a test."));
      }
    };
  }

  @Override
  public List<PublishedWeights> weights() {
    return List.of(
        weights(
            "small",
            "known.h5",
            Optional.of(new Checksum(Checksum.Algorithm.MD5, System.getProperty(DIGEST)))),
        weights("large", "undigested.h5", Optional.empty()));
  }

  private static PublishedWeights weights(String size, String file, Optional<Checksum> checksum) {
    return new PublishedWeights(
        "imagenet",
        "net",
        Map.of("size", size),
        Set.of(),
        OptionalInt.empty(),
        URI.create(System.getProperty(ADDRESS) + file),
        file,
        checksum,
        OptionalLong.empty());
  }
}
