package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.graft.assembly.Graft;
import dev.graft.assembly.components.Components;
import dev.graft.training.download.DownloadSettings;
import dev.graft.training.download.WeightsCache;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WeightsCommandTest {
  private static final DownloadSettings QUICK =
      new DownloadSettings(
          Duration.ofSeconds(10), Duration.ofSeconds(10), 1, Duration.ofMillis(1), 1 << 20);

  private final byte[] content = content();
  private HttpServer server;

  @TempDir private Path folder;

  private static byte[] content() {
    byte[] content = new byte[50_000];
    new Random(3).nextBytes(content);
    byte[] signature = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(signature, 0, content, 0, signature.length);
    return content;
  }

  @BeforeEach
  void serve() throws IOException, NoSuchAlgorithmException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.close();
        });
    server.start();
    System.setProperty(
        LocalCatalogue.ADDRESS, "http://127.0.0.1:" + server.getAddress().getPort() + "/");
    System.setProperty(
        LocalCatalogue.DIGEST,
        HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content)));
  }

  @AfterEach
  void stop() {
    server.stop(0);
    System.clearProperty(LocalCatalogue.ADDRESS);
    System.clearProperty(LocalCatalogue.DIGEST);
  }

  private Path cached() {
    return folder.resolve("cache");
  }

  private CommandLineRun weights(Components components, boolean offline, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, () -> 100);
    ErrorReport errors = new ErrorReport(terminal.err());
    int exitCode =
        WeightsCommand.with(
                terminal,
                new ShellText("graft", folder),
                () -> Graft.of(components, new WeightsCache(cached(), offline, QUICK)))
            .setExecutionExceptionHandler(errors)
            .setParameterExceptionHandler(errors)
            .setCaseInsensitiveEnumValuesAllowed(true)
            .execute(arguments);
    return new CommandLineRun(exitCode, out.toString(), err.toString());
  }

  private CommandLineRun weights(String... arguments) {
    return weights(Components.of(List.of(LocalCatalogue.plugin())), false, arguments);
  }

  private CommandLineRun published(String... arguments) {
    return weights(Components.discover(WeightsCommandTest.class.getClassLoader()), true, arguments);
  }

  @Test
  void listsWhatIsPublishedAndWhatIsHere() throws IOException {
    Files.createDirectories(cached());
    Files.write(cached().resolve("known.h5"), content);

    CommandLineRun run = weights("list");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .containsPattern("(?m)^imagenet +yes +\\{type: net, size: small} +known.h5$")
        .containsPattern("(?m)^imagenet +- +\\{type: net, size: large} +undigested.h5$")
        .contains("Files are kept in " + cached());
    assertThat(weights("list", "--here").out()).contains("known.h5").doesNotContain("undigested");
  }

  @Test
  void listsForPrograms() {
    JsonNode rows = JsonMapper.shared().readTree(weights("list", "--format", "json").out());

    assertThat(rows.size()).isEqualTo(2);
    assertThat(rows.get(0).get("settings").get("size").asString()).isEqualTo("small");
    assertThat(rows.get(0).get("address").asString()).endsWith("/known.h5");
    assertThat(rows.get(0).get("state").asString()).isEqualTo("missing");
    assertThat(rows.get(0).get("checksum").asString()).startsWith("MD5 ");
    assertThat(rows.get(1).get("checksum").isNull()).isTrue();
  }

  @Test
  void everyPublishedBackboneHasItsLines() {
    CommandLineRun run = published("list", "efficientnet_b0");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out())
        .contains("{type: efficientnet_b0, variant: keras, imagenet_rescaling: true}")
        .contains("efficientnet_b0_rwightman-7f5810bc.pth")
        .doesNotContain("efficientnet_b1");
  }

  @Test
  void anUnknownBackboneGetsTheNearestOne() {
    CommandLineRun run = published("list", "efficientnetb0");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("did you mean 'efficientnet_b0'");
  }

  @Test
  void fetchesAndVerifies() throws IOException {
    CommandLineRun run = weights("fetch", "known.h5", "undigested.h5");

    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
    assertThat(run.outLines())
        .contains(
            "Fetching known.h5 from " + System.getProperty(LocalCatalogue.ADDRESS) + "known.h5")
        .contains("cache/known.h5", "cache/undigested.h5");
    assertThat(cached().resolve("known.h5")).hasBinaryContent(content);
    CommandLineRun verified = weights("verify");
    assertThat(verified.exitCode()).isZero();
    assertThat(verified.out())
        .containsPattern("(?m)^verified +known.h5 +MD5 [0-9a-f]{32}$")
        .containsPattern("(?m)^verified +undigested.h5 +no digest is published$");

    Files.write(cached().resolve("undigested.h5"), new byte[] {1, 2, 3});
    CommandLineRun damaged = weights("verify");
    assertThat(damaged.exitCode()).isEqualTo(2);
    assertThat(damaged.out())
        .containsPattern("(?m)^wrong +undigested.h5")
        .contains("Delete what is wrong");
    JsonNode rows = JsonMapper.shared().readTree(weights("verify", "--format", "json").out());
    assertThat(rows.get(1).get("state").asString()).isEqualTo("wrong");
  }

  @Test
  void whatIsNamedMustBeThere() {
    assertThat(weights("verify").exitCode()).isZero();
    CommandLineRun run = weights("verify", "known.h5");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).containsPattern("(?m)^missing +known.h5");
    assertThat(weights("verify", "knwon.h5").err()).contains("did you mean 'known.h5'");
    assertThat(weights("fetch", "knwon.h5").err()).contains("did you mean 'known.h5'");
  }

  @Test
  void whatAnExperimentNeedsIsFoundWithoutItsPictures() throws IOException {
    Path experiment = folder.resolve("x.yaml");
    Files.writeString(
        experiment,
        """
        data: {type: folder, path: nowhere, image_size: 160}
        backbone: {type: efficientnet_b0, weights: imagenet}
        head: {type: logit}
        training: {epochs: 1}
        """);

    CommandLineRun run = published("fetch", experiment.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(cached().resolve("efficientnetb0_notop.h5") + ": is not there, and GRAFT_OFFLINE")
        .contains("/keras-applications/efficientnetb0_notop.h5")
        .contains("MD5 50bc09e76180e00e4465e1a485ddc09d")
        .contains("put it into " + cached());
  }

  @Test
  void anExperimentThatAsksForNoneIsTold() throws IOException {
    Path experiment = folder.resolve("x.yaml");
    Files.writeString(
        experiment,
        """
        data: {type: shapes, classes: [circle, square], training: 4, validation: 4, image_size: 32}
        backbone: {type: efficientnet_b0}
        head: {type: logit}
        training: {epochs: 1}
        """);

    assertThat(published("fetch", experiment.toString()).err())
        .contains("asks for no published weights");
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    CommandLineRun run = weights();

    assertThat(run.exitCode()).isEqualTo(2);
  }
}
