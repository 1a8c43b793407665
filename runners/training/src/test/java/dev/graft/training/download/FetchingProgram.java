package dev.graft.training.download;

import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Fetches one file after the other, each verified and kept, until it is killed. Of every second one
 * no digest is published.
 */
final class FetchingProgram {
  private FetchingProgram() {}

  /** Arguments: the folder, the server's address with a slash at its end, the content's MD5. */
  public static void main(String[] arguments) throws IOException {
    WeightsCache cache = cache(Path.of(arguments[0]));
    // The first request of a process takes most of its time to load classes.
    cache(Files.createTempDirectory(Path.of(arguments[0]), "first"))
        .require(weights(0, arguments[1], arguments[2]), DownloadListener.none());
    System.out.println("begun");
    for (int number = 0; ; number++) {
      cache.require(weights(number, arguments[1], arguments[2]), DownloadListener.none());
    }
  }

  static WeightsCache cache(Path folder) {
    return new WeightsCache(
        folder,
        false,
        new DownloadSettings(
            Duration.ofSeconds(20), Duration.ofSeconds(20), 3, Duration.ofMillis(1), 1 << 24));
  }

  static PublishedWeights weights(int number, String server, String md5) {
    String name = "net_" + number + ".h5";
    return new PublishedWeights(
        "imagenet",
        "net",
        Map.of(),
        Set.of(),
        OptionalInt.empty(),
        URI.create(server + name),
        name,
        number % 2 == 0 ? Optional.of(new Checksum(Checksum.Algorithm.MD5, md5)) : Optional.empty(),
        OptionalLong.empty());
  }
}
