package dev.graft.training.download;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.Checksum;
import dev.graft.api.weights.PublishedWeights;
import dev.graft.training.download.WeightsCache.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsCacheTest {
  private static final String NAME = "net_notop.h5";
  private static final DownloadSettings QUICK =
      new DownloadSettings(
          Duration.ofSeconds(20), Duration.ofMillis(300), 3, Duration.ofMillis(1), 1 << 20);

  private final byte[] content = hdf5(bytes(1, 200_000));
  private final WeightsServer server = new WeightsServer(content);
  private final List<String> messages = Collections.synchronizedList(new ArrayList<>());
  private final List<Long> progress = Collections.synchronizedList(new ArrayList<>());
  private final DownloadListener listener =
      new DownloadListener() {
        @Override
        public void message(String line) {
          messages.add(line);
        }

        @Override
        public void progress(long bytes, OptionalLong total) {
          progress.add(bytes);
        }
      };

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    server.close();
  }

  private static byte[] bytes(int seed, int count) {
    byte[] bytes = new byte[count];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** With the first bytes of an HDF5 file. */
  private static byte[] hdf5(byte[] bytes) {
    byte[] signature = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(signature, 0, bytes, 0, signature.length);
    return bytes;
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private PublishedWeights weights(Optional<Checksum> checksum, OptionalLong bytes) {
    return new PublishedWeights(
        "imagenet",
        "net",
        Map.of(),
        Set.of(),
        OptionalInt.empty(),
        server.address(NAME),
        NAME,
        checksum,
        bytes);
  }

  private PublishedWeights weights() {
    return weights(
        Optional.of(new Checksum(Checksum.Algorithm.MD5, hex("MD5", content))),
        OptionalLong.empty());
  }

  private PublishedWeights withoutChecksum() {
    return weights(Optional.empty(), OptionalLong.empty());
  }

  private WeightsCache cache() {
    return new WeightsCache(folder, false, QUICK);
  }

  private void assertFetched(PublishedWeights weights) throws IOException {
    Path file = cache().require(weights, listener);

    assertThat(file).isEqualTo(folder.resolve(NAME)).hasBinaryContent(content);
    assertThat(folder.resolve(NAME + ".partial")).doesNotExist();
    assertThat(folder.resolve(NAME + ".partial.origin")).doesNotExist();
    assertThat(cache().state(weights)).isEqualTo(State.VERIFIED);
  }

  private Problem problemOf(WeightsCache cache, PublishedWeights weights) {
    List<Problem> problems = new ArrayList<>();
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> cache.require(weights, listener))
        .satisfies(e -> problems.addAll(e.problems()));
    return problems.get(0);
  }

  @Test
  void fetchesOnceAndKeeps() throws IOException {
    assertFetched(weights());
    assertFetched(weights());

    assertThat(server.requests()).hasSize(1);
    assertThat(messages)
        .containsExactly("fetching %s from %s".formatted(NAME, server.address(NAME)));
    assertThat(progress).isSorted().last().isEqualTo(200_000L);
  }

  @Test
  void aBeginningOfTheDigestIsEnoughWhereNoMoreIsPublished() throws IOException {
    String digest = hex("SHA-256", content);

    assertFetched(
        weights(
            Optional.of(new Checksum(Checksum.Algorithm.SHA256, digest.substring(0, 8))),
            OptionalLong.of(content.length)));
  }

  @Test
  void goesOnWhereTheServerBreaksOff() throws IOException {
    server
        .next(WeightsServer.breakingOffAfter(70_000))
        .next(WeightsServer.breakingOffAfter(50_000));

    assertFetched(weights());

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(0).range()).isEmpty();
    assertThat(server.requests().get(1).range()).hasValue("bytes=70000-");
    assertThat(server.requests().get(1).ifRange()).hasValue("\"v1\"");
    assertThat(server.requests().get(2).range()).hasValue("bytes=120000-");
  }

  @Test
  void goesOnWhereTheServerStalls() throws IOException {
    server.next(WeightsServer.stallingAfter(60_000));

    assertFetched(weights());

    assertThat(server.requests().get(1).range()).hasValue("bytes=60000-");
    assertThat(messages).anyMatch(line -> line.contains("the server sent nothing for 0.3 s"));
  }

  @Test
  void goesOnInAnotherProcessWhereOneWasKilled() throws IOException {
    server
        .next(WeightsServer.breakingOffAfter(70_000))
        .next(WeightsServer.status(503))
        .next(WeightsServer.status(503))
        .next(WeightsServer.status(503));
    assertThat(problemOf(cache(), weights()).what()).contains("status 503");
    assertThat(folder.resolve(NAME)).doesNotExist();
    assertThat(folder.resolve(NAME + ".partial")).hasSize(70_000);

    assertFetched(weights());

    assertThat(server.requests().get(4).range()).hasValue("bytes=70000-");
    assertThat(messages).anyMatch(line -> line.startsWith("going on with " + NAME));
  }

  @Test
  void beginsAnewWhereTheFileChangedInBetween() throws IOException {
    byte[] old = bytes(2, 150_000);
    server.change(old, "\"v0\"");
    server.next(WeightsServer.breakingOffAfter(70_000));
    server.next(
        (exchange, self) -> {
          self.change(content, "\"v1\"");
          WeightsServer.properly(exchange, self);
        });

    assertFetched(weights());

    assertThat(server.requests().get(1).ifRange()).hasValue("\"v0\"");
    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void beginsAnewWhereTheServerSendsAPartOfAnotherVersion() throws IOException {
    server.change(bytes(2, 200_000), "\"v0\"");
    server.next(WeightsServer.breakingOffAfter(70_000));
    server.next(
        (exchange, self) -> {
          self.change(content, "\"v1\"");
          WeightsServer.ignoringIfRange(exchange, self);
        });

    assertFetched(weights());

    assertThat(server.requests()).hasSize(3);
    assertThat(server.requests().get(2).range()).isEmpty();
  }

  @Test
  void beginsAnewWhereTheServerIgnoresTheRange() throws IOException {
    server.next(WeightsServer.breakingOffAfter(70_000)).next(WeightsServer::ignoringRange);

    assertFetched(weights());

    assertThat(server.requests()).hasSize(2);
  }

  @Test
  void aVersionWithoutTagIsNotContinued() throws IOException {
    server.next(
        (exchange, self) -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, 70_000);
          exchange.getResponseBody().flush();
        });

    assertFetched(weights());

    assertThat(server.requests().get(1).range()).isEmpty();
  }

  @Test
  void aPartThatIsWholeIsTakenAsItIs() throws IOException {
    Files.write(folder.resolve(NAME + ".partial"), content);
    Files.writeString(
        folder.resolve(NAME + ".partial.origin"), server.address(NAME) + "\n\"v1\"\n");

    assertFetched(weights());

    assertThat(server.requests().get(0).range()).hasValue("bytes=200000-");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aPartThatWasSpoiledIsFetchedAnew() throws IOException {
    Files.write(folder.resolve(NAME + ".partial"), bytes(3, 70_000));
    Files.writeString(
        folder.resolve(NAME + ".partial.origin"), server.address(NAME) + "\n\"v1\"\n");

    assertFetched(weights());

    assertThat(server.requests()).hasSize(2);
    assertThat(server.requests().get(1).range()).isEmpty();
  }

  @Test
  void aPartOfAnotherAddressIsNotContinued() throws IOException {
    Files.write(folder.resolve(NAME + ".partial"), bytes(3, 70_000));
    Files.writeString(
        folder.resolve(NAME + ".partial.origin"), "https://example.org/other\n\"v1\"\n");

    assertFetched(weights());

    assertThat(server.requests().get(0).range()).isEmpty();
  }

  @Test
  void wrongBytesAreNeverKept() {
    byte[] wrong = bytes(4, 200_000);
    server.next(WeightsServer.sending(wrong, "\"v1\""));

    Problem problem = problemOf(cache(), weights());

    assertThat(problem.where()).isEqualTo(server.address(NAME).toString());
    assertThat(problem.what()).isEqualTo("sent a file with MD5 " + hex("MD5", wrong));
    assertThat(problem.expected()).isEqualTo("MD5 " + hex("MD5", content));
    assertThat(problem.remedy()).contains("put it into " + folder.toAbsolutePath());
    assertThat(folder).isDirectoryNotContaining(file -> !file.toString().endsWith(".lock"));
  }

  @Test
  void aPageInsteadOfTheFileIsNotKeptThoughNothingIsPublishedToKnowItBy() {
    server.next(WeightsServer.sending("<html>Please log in</html>".getBytes(UTF_8), "\"v1\""));

    assertThat(problemOf(cache(), withoutChecksum()).what())
        .isEqualTo("sent something that is no weights file");
    assertThat(folder).isDirectoryNotContaining(file -> !file.toString().endsWith(".lock"));
  }

  @Test
  void followsRedirectsAndGoesOnBehindThem() throws IOException {
    server
        .next(WeightsServer.redirecting("/elsewhere/1"))
        .next(WeightsServer.breakingOffAfter(70_000))
        .next(WeightsServer.redirecting("/elsewhere/2"));

    assertFetched(weights());

    assertThat(server.requests())
        .extracting(WeightsServer.Request::path)
        .containsExactly("/" + NAME, "/elsewhere/1", "/" + NAME, "/elsewhere/2");
    assertThat(server.requests().get(3).range()).hasValue("bytes=70000-");
    assertThat(server.requests().get(3).ifRange()).hasValue("\"v1\"");
  }

  @Test
  void aRedirectInACircleIsGivenUp() {
    for (int i = 0; i < 20; i++) {
      server.next(WeightsServer.redirecting("/" + NAME));
    }

    assertThat(problemOf(cache(), weights()).what()).startsWith("cannot be fetched: ");
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @Test
  void aServerThatTricklesIsWaitedForWhileSomethingComes() throws IOException {
    server.next(
        (exchange, self) -> {
          exchange.getResponseHeaders().set("ETag", "\"v1\"");
          exchange.sendResponseHeaders(200, content.length);
          for (int from = 0; from < content.length; from += 20_000) {
            exchange.getResponseBody().write(content, from, 20_000);
            exchange.getResponseBody().flush();
            pause(60);
          }
        });

    assertFetched(weights());

    assertThat(server.requests()).hasSize(1);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aShorterFileThanPublishedIsRefusedBeforeItIsFetched() {
    server.next(WeightsServer.sending(bytes(4, 1000), "\"v1\""));
    PublishedWeights weights = weights(Optional.empty(), OptionalLong.of(content.length));

    assertThat(problemOf(cache(), weights).what())
        .isEqualTo("cannot be fetched: the server has 1000 bytes, but 200000 are published");
  }

  @Test
  void aServerThatLiesAboutTheLengthIsFoundOut() {
    // Says that there are fewer bytes than there are: the digest tells.
    server.next(
        (exchange, self) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(content, 0, 1000);
        });
    assertThat(problemOf(cache(), weights()).what()).startsWith("sent a file with MD5");
    // Says that there are more: it breaks off, again and again, and then has no more to send.
    byte[] half = Arrays.copyOf(content, 100_000);
    for (int i = 0; i < 4; i++) {
      server.next(
          (exchange, self) -> {
            exchange.getResponseHeaders().set("ETag", "\"v1\"");
            String range = exchange.getRequestHeaders().getFirst("Range");
            if (range == null) {
              exchange.sendResponseHeaders(200, 300_000);
              exchange.getResponseBody().write(half);
            } else {
              exchange.getResponseHeaders().set("Content-Range", "bytes 100000-299999/300000");
              exchange.sendResponseHeaders(206, 200_000);
            }
            exchange.getResponseBody().flush();
          });
    }

    assertThat(problemOf(cache(), weights()).what()).startsWith("cannot be fetched: ");
    assertThat(folder.resolve(NAME)).doesNotExist();
  }

  @Test
  void aFileThatIsTooLargeIsNotFetched() {
    server.next(
        (exchange, self) -> {
          exchange.sendResponseHeaders(200, 1L << 30);
          exchange.getResponseBody().write(content);
        });

    assertThat(problemOf(cache(), weights()).what())
        .isEqualTo("cannot be fetched: the server has 1073741824 bytes, more than 1048576");
  }

  @Test
  void aStreamWithoutEndIsNotFetched() {
    server.next(
        (exchange, self) -> {
          exchange.sendResponseHeaders(200, 0);
          for (int i = 0; i < 1000; i++) {
            exchange.getResponseBody().write(content);
          }
        });

    assertThat(problemOf(cache(), weights()).what())
        .isEqualTo("cannot be fetched: the server sends more than 1048576 bytes");
    assertThat(folder.resolve(NAME + ".partial")).doesNotExist();
  }

  @Test
  void chunksAreTakenIfTheDigestTellsThatTheyAreAll() throws IOException {
    server.next(WeightsServer::inChunks);
    assertFetched(weights());
  }

  @Test
  void chunksAreRefusedIfNothingTellsThatTheyAreAll() {
    server.next(WeightsServer::inChunks);

    assertThat(problemOf(cache(), withoutChecksum()).what())
        .contains("the server does not say how long the file is");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 410, 206})
  void whatTheServerHasNotGotIsNotAskedForAgain(int status) {
    server.next(WeightsServer.status(status));

    Problem problem = problemOf(cache(), weights());

    assertThat(server.requests()).hasSize(1);
    assertThat(problem.where()).isEqualTo(folder.resolve(NAME).toAbsolutePath().toString());
    assertThat(problem.what())
        .isEqualTo("cannot be fetched: the server answers with status " + status);
    assertThat(problem.expected())
        .isEqualTo(
            "'%s' from %s (MD5 %s)".formatted(NAME, server.address(NAME), hex("MD5", content)));
  }

  @Test
  void aServerThatIsNotThereIsTold() {
    PublishedWeights weights = weights();
    server.close();

    assertThat(problemOf(cache(), weights).what())
        .startsWith("cannot be fetched: 127.0.0.1 does not answer");
  }

  @Test
  void offlineTellsTheFilesNameAddressAndPlace() {
    WeightsCache offline = new WeightsCache(folder, true, QUICK);

    Problem problem = problemOf(offline, weights());

    assertThat(server.requests()).isEmpty();
    assertThat(problem.toString())
        .startsWith(folder.resolve(NAME).toAbsolutePath() + ": is not there, and GRAFT_OFFLINE")
        .contains("'" + NAME + "' from " + server.address(NAME))
        .contains("put it into " + folder.toAbsolutePath());
    assertThat(offline.find(weights())).isEmpty();
  }

  @Test
  void aFileThatWasPutThereIsTakenOfflineToo() throws IOException {
    Files.write(folder.resolve(NAME), content);
    WeightsCache offline = new WeightsCache(folder, true, QUICK);

    assertThat(offline.require(weights(), listener)).hasBinaryContent(content);
    assertThat(offline.state(withoutChecksum())).isEqualTo(State.UNKNOWN);
    assertThat(offline.require(withoutChecksum(), listener)).hasBinaryContent(content);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFileThatIsNotWhatIsPublishedIsNeitherUsedNorReplaced() throws IOException {
    Files.write(folder.resolve(NAME), bytes(5, 1000));

    Problem problem = problemOf(cache(), weights());

    assertThat(problem.what()).isEqualTo("is not what is published, or is damaged");
    assertThat(problem.remedy()).startsWith("delete it");
    assertThat(cache().find(weights())).isEmpty();
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void damageShowsEvenWhereNothingIsPublishedToKnowTheFileBy() throws IOException {
    assertFetched(withoutChecksum());
    byte[] damaged = content.clone();
    damaged[1000] ^= 1;
    Files.write(folder.resolve(NAME), damaged);

    assertThat(cache().state(withoutChecksum())).isEqualTo(State.WRONG);
    assertThat(problemOf(cache(), withoutChecksum()).expected())
        .contains("the file that was fetched");
  }

  @Test
  void manyAtOnceFetchOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Path>> tasks = Collections.nCopies(4, () -> cache().require(weights(), listener));
    try {
      for (Future<Path> file : threads.invokeAll(tasks)) {
        assertThat(file.get()).hasBinaryContent(content);
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void waitsForWhoeverFetchesIt() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(NAME + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Future<Path> file = thread.submit(() -> cache().require(weights(), listener));
      while (messages.isEmpty()) {
        Thread.sleep(10);
      }
      assertThat(messages).containsExactly("waiting for another process that fetches " + NAME);
      assertThat(file.isDone()).isFalse();
      // The other one has fetched it meanwhile.
      Files.write(folder.resolve(NAME), content);
      lock.release();

      assertThat(file.get()).hasBinaryContent(content);
    } finally {
      thread.shutdownNow();
    }
    assertThat(server.requests()).isEmpty();
  }
}
