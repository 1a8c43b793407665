package dev.graft.training.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureCacheTest {
  private static final int PAYLOAD = 1000;

  @TempDir private Path folder;

  private FeatureCache cache(long limit) {
    return new FeatureCache(folder.resolve("features"), new CacheLimit(Optional.of(limit)));
  }

  private static RecordFormat format(String name) {
    return new RecordFormat(
        Digest.of(name),
        PAYLOAD,
        new EntryDescription("features", name, "pool", "[250]", "[8, 8, 3]", "abc", "an engine")
            .json());
  }

  private static boolean append(FeatureCache.Opened opened, int from, int to) throws IOException {
    List<Digest> keys = new ArrayList<>();
    List<ByteBuffer> payloads = new ArrayList<>();
    for (int i = from; i < to; i++) {
      keys.add(Digest.of("picture " + i));
      payloads.add(ByteBuffer.wrap(new byte[PAYLOAD]));
    }
    return opened.append(keys, payloads);
  }

  private void fill(FeatureCache cache, String name, int records, Instant used) throws IOException {
    Path path;
    try (FeatureCache.Opened opened = cache.open(format(name))) {
      assertThat(append(opened, 0, records)).isTrue();
      path = opened.file().path();
    }
    Files.setLastModifiedTime(path, FileTime.from(used));
  }

  private static List<String> networks(FeatureCache cache) throws IOException {
    return cache.list().stream().map(entry -> entry.description().network()).toList();
  }

  private long bytes() throws IOException {
    long bytes = 0;
    try (Stream<Path> files = Files.list(folder.resolve("features"))) {
      for (Path file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void tellsWhatItHolds() throws IOException {
    FeatureCache cache = cache(1_000_000);
    assertThat(cache.list()).isEmpty();
    fill(cache, "older", 3, Instant.parse("2024-01-01T00:00:00Z"));
    fill(cache, "newer", 10, Instant.parse("2024-02-01T00:00:00Z"));

    List<CacheEntry> entries = cache.list();

    assertThat(networks(cache)).containsExactly("newer", "older");
    assertThat(entries).extracting(CacheEntry::records).containsExactly(10L, 3L);
    assertThat(entries).extracting(CacheEntry::inUse).containsOnly(false);
    assertThat(entries.get(0).description().cut()).isEqualTo("pool");
    assertThat(entries.get(0).bytes()).isBetween(10_000L, 20_000L);
    assertThat(entries.get(1).lastUsed()).isEqualTo("2024-01-01T00:00:00Z");
  }

  @Test
  void givesRoomByDeletingWhatWasUsedLongestAgo() throws IOException {
    FeatureCache cache = cache(70_000);
    fill(cache, "second", 15, Instant.parse("2024-01-02T00:00:00Z"));
    fill(cache, "first", 15, Instant.parse("2024-01-01T00:00:00Z"));
    fill(cache, "third", 15, Instant.parse("2024-01-03T00:00:00Z"));

    try (FeatureCache.Opened opened = cache.open(format("fourth"))) {
      assertThat(append(opened, 0, 15)).isTrue();
      assertThat(networks(cache)).containsExactly("fourth", "third", "second");
      assertThat(opened.hasRoomFor(40)).isTrue();
      assertThat(opened.hasRoomFor(60)).isFalse();
      assertThat(append(opened, 15, 50)).isTrue();
      assertThat(networks(cache)).containsExactly("fourth");
      assertThat(append(opened, 50, 80)).as("more than the limit").isFalse();
      assertThat(opened.file().count()).isEqualTo(50);
    }
    assertThat(bytes()).isLessThanOrEqualTo(70_000);
  }

  @Test
  void whatIsInUseIsNeverDeleted() throws IOException {
    FeatureCache cache = cache(60_000);
    FeatureCache again = cache(60_000);
    try (FeatureCache.Opened used = cache.open(format("used"))) {
      append(used, 0, 20);
      Files.setLastModifiedTime(used.file().path(), FileTime.from(Instant.EPOCH));
      try (FeatureCache.Opened other = again.open(format("other"))) {
        assertThat(append(other, 0, 20)).isTrue();
        assertThat(append(other, 20, 40)).as("room is taken by what is in use").isFalse();
        assertThat(again.clear(entry -> true)).isEmpty();
        assertThat(again.list()).extracting(CacheEntry::inUse).containsExactly(true, true);
      }
      assertThat(again.clear(entry -> true))
          .extracting(entry -> entry.description().network())
          .containsExactly("other");
    }
    assertThat(again.clear(entry -> true)).hasSize(1);
    assertThat(again.list()).isEmpty();
  }

  @Test
  void marksOfDeadProcessesDoNotCount() throws IOException {
    FeatureCache cache = cache(60_000);
    fill(cache, "left", 2, Instant.now());
    Path file = cache.list().get(0).path();
    Path mark = Files.createFile(file.resolveSibling(file.getFileName() + ".1@x-y.use"));

    assertThat(cache.list()).extracting(CacheEntry::inUse).containsExactly(false);
    assertThat(mark).doesNotExist();
  }

  @Test
  void whatIsDamagedIsListedAndReplacedWhenItIsWanted() throws IOException {
    FeatureCache cache = cache(1_000_000);
    fill(cache, "damaged", 5, Instant.now());
    Path file = cache.list().get(0).path();
    byte[] bytes = Files.readAllBytes(file);
    bytes[30] ^= 1;
    Files.write(file, bytes);
    Files.write(file.resolveSibling(file.getFileName() + WrittenAside.SUFFIX), new byte[100]);

    assertThat(cache.list())
        .extracting(entry -> entry.description().kind())
        .containsExactly("unknown");
    try (FeatureCache.Opened opened = cache.open(format("damaged"))) {
      assertThat(opened.file().count()).isZero();
      append(opened, 0, 2);
    }
    assertThat(cache.list()).extracting(CacheEntry::records).containsExactly(2L);
    cache.clear(entry -> true);
    assertThat(folder.resolve("features"))
        .isDirectoryNotContaining("glob:**.{records,partial,use}");
  }
}
