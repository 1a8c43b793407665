package dev.graft.training.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.testkit.process.ChildJvm;
import dev.graft.training.download.WeightsCache.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed while it fetches leaves nothing wrong under a published name. */
class WeightsCacheKilledTest {
  private static final int KILLS = 20;
  private static final int LONGEST_LIFE_MILLIS = 250;

  @TempDir private Path folder;

  @Test
  void whateverIsThereIsWholeAndTheRestIsFetchedOn() throws Exception {
    byte[] content = new byte[1_500_000];
    new Random(7).nextBytes(content);
    byte[] signature = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    System.arraycopy(signature, 0, content, 0, signature.length);
    String md5 = md5(content);
    try (WeightsServer server = new WeightsServer(content)) {
      String address = server.address("").toString();
      // Another seed each time, told where it fails.
      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int kill = 0; kill < KILLS; kill++) {
        killDuringFetch(address, md5, random.nextInt(LONGEST_LIFE_MILLIS));

        for (Path file : published()) {
          assertThat(file).as("kill %d, seed %d", kill, seed).hasBinaryContent(content);
        }
      }

      WeightsCache cache = FetchingProgram.cache(folder);
      int kept = published().size();
      assertThat(kept).isPositive();
      for (int number = 0; number <= kept; number++) {
        var weights = FetchingProgram.weights(number, address, md5);
        assertThat(cache.require(weights, DownloadListener.none())).hasBinaryContent(content);
        assertThat(cache.state(weights)).isEqualTo(State.VERIFIED);
      }
    }
  }

  private void killDuringFetch(String address, String md5, int millis) throws Exception {
    Process process = ChildJvm.of(FetchingProgram.class).start(folder.toString(), address, md5);
    try (BufferedReader output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(output.readLine()).isEqualTo("begun");
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as("ended by itself").isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private List<Path> published() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".h5")).toList();
    }
  }

  private static String md5(byte[] content) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }
}
