package dev.graft.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.graft.api.ImageSize;
import dev.graft.api.Shape;
import dev.graft.api.architecture.Architecture;
import dev.graft.api.imported.InputScaling;
import dev.graft.api.imported.InputScaling.Preprocessing;
import dev.graft.api.problem.ProblemException;
import dev.graft.testkit.files.TorchScriptFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models by their {@code djl://} address: from a folder, from DJL's cache, and from a server. */
class DjlZooBackboneTest {
  private static final String URL = "djl://org.example/tiny/0.0.1/tiny5";
  private static final String PLACE = "model/cv/image_classification/org/example/tiny/";
  private static final String CACHE_PROPERTY = "DJL_CACHE_DIR";

  @TempDir private Path folder;

  private Path repository;
  private Path cache;

  @BeforeEach
  void write() throws IOException {
    repository = folder.resolve("repository");
    cache = folder.resolve("cache");
    Path place = Files.createDirectories(repository.resolve(PLACE + "0.0.1"));
    Path file = TorchScriptFile.network(5).write(place.resolve("tiny5.pt"));
    Files.writeString(
        repository.resolve(PLACE + "metadata.json"),
        """
        {
          "metadataVersion": "0.2", "resourceType": "model",
          "application": "cv/image_classification",
          "groupId": "org.example", "artifactId": "tiny", "name": "tiny",
          "artifacts": [
            {
              "version": "0.0.1", "snapshot": false, "name": "tiny5",
              "files": {
                "model": {"uri": "0.0.1/tiny5.pt", "sha1Hash": "%s", "name": "tiny5.pt", "size": %d}
              }
            }
          ]
        }
        """
            .formatted(sha1(file), Files.size(file)));
    System.setProperty(CACHE_PROPERTY, cache.toString());
  }

  @AfterEach
  void restoreCache() {
    System.clearProperty(CACHE_PROPERTY);
  }

  private static String sha1(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Architecture network(
      String url, Optional<Path> repository, Optional<String> mirror, boolean download) {
    return new DjlZooBackbone(
            new DjlZooBackbone.Settings(
                url,
                repository,
                mirror,
                download,
                Optional.of(List.of(5)),
                InputScaling.of(Preprocessing.TORCH)))
        .architecture(ImageSize.rgb(12, 12));
  }

  @Test
  void isFoundInAFolder() {
    for (String url : List.of(URL, "djl://org.example/tiny", "djl://org.example/tiny/0.0.1")) {
      Architecture network = network(url, Optional.of(repository), Optional.empty(), false);

      assertThat(network.layerNames()).containsExactly("rescaling", "normalization", "torchscript");
      assertThat(network.outputShape()).isEqualTo(Shape.of(5));
      assertThat(network.trainableParameterCount()).isEqualTo(5 * 27 + 10);
    }
  }

  @Test
  void whatAFolderLacksIsTold() {
    assertThatThrownBy(
            () -> network(URL, Optional.of(folder.resolve("none")), Optional.empty(), false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no such folder; expected a repository of DJL's form");
    assertThatThrownBy(
            () ->
                network(
                    "djl://org.example/other", Optional.of(repository), Optional.empty(), false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("djl://org.example/other is not there: there is no such file");
    assertThatThrownBy(
            () ->
                network(
                    "djl://org.example/tiny/0.0.1/tiny7",
                    Optional.of(repository),
                    Optional.empty(),
                    false))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(
            "is not in the repository; expected one of those that are there: 0.0.1/tiny5");
  }

  @Test
  void withoutPermissionTheNetworkIsNotUsedAndWhatIsMissingIsTold() throws IOException {
    try (Server server = new Server(repository)) {
      assertThatThrownBy(() -> network(URL, Optional.empty(), Optional.of(server.url()), false))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(
              cache.resolve("cache/repo/" + PLACE + "metadata.json") + ": " + URL + " is not there")
          .hasMessageContaining("put there what " + server.url() + PLACE + "metadata.json is")
          .hasMessageContaining("download: true");

      Path metadata = cache.resolve("cache/repo/" + PLACE + "metadata.json");
      Files.createDirectories(metadata.getParent());
      Files.copy(repository.resolve(PLACE + "metadata.json"), metadata);
      assertThatThrownBy(() -> network(URL, Optional.empty(), Optional.of(server.url()), false))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining(cache.resolve("cache/repo/" + PLACE + "0.0.1/tiny5") + ": " + URL)
          .hasMessageContaining("is not in DJL's cache")
          .hasMessageContaining("0.0.1/tiny5.pt (")
          .hasMessageContaining("DJL_CACHE_DIR");
      assertThat(server.requests()).isZero();
    }
  }

  @Test
  void whatWasFetchedOnceIsThereWithoutTheNetwork() throws IOException {
    String address;
    try (Server server = new Server(repository)) {
      address = server.url();
      assertThat(network(URL, Optional.empty(), Optional.of(address), true).outputShape())
          .isEqualTo(Shape.of(5));
      assertThat(server.requests()).isPositive();
    }

    assertThat(network(URL, Optional.empty(), Optional.of(address), false).outputShape())
        .isEqualTo(Shape.of(5));
  }

  @Test
  void wrongBytesAreNotTaken() throws IOException {
    TorchScriptFile.network(6).write(repository.resolve(PLACE + "0.0.1/tiny5.pt"));
    try (Server server = new Server(repository)) {
      assertThatThrownBy(() -> network(URL, Optional.empty(), Optional.of(server.url()), true))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("Checksum error: tiny5.pt");
      assertThatThrownBy(() -> network(URL, Optional.empty(), Optional.of(server.url()), false))
          .isInstanceOf(ProblemException.class)
          .hasMessageContaining("is not in DJL's cache");
    }
  }

  @Test
  void addressesThatAreNoneAreRefused() {
    for (String url :
        List.of(
            "http://a/b",
            "djl://",
            "djl://group",
            "djl://a/../b",
            "djl://a/b/c/d/e",
            "djl://a//b")) {
      assertThatThrownBy(() -> ZooAddress.parse(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("url is djl://GROUP/ARTIFACT");
    }
    assertThat(ZooAddress.parse(URL)).hasToString(URL);
  }

  /** Serves a folder on this machine, and counts. */
  private static final class Server implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger requests = new AtomicInteger();

    Server(Path folder) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            requests.incrementAndGet();
            Path file = folder.resolve(exchange.getRequestURI().getPath().substring(1));
            boolean there = Files.isRegularFile(file);
            byte[] body = there ? Files.readAllBytes(file) : new byte[0];
            exchange.sendResponseHeaders(there ? 200 : 404, there ? body.length : -1);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    String url() {
      return "http://%s:%d/"
          .formatted(
              server.getAddress().getAddress().getHostAddress(), server.getAddress().getPort());
    }

    int requests() {
      return requests.get();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
