package dev.graft.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.graft.training.features.CacheEntry;
import dev.graft.training.features.EntryDescription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheTableTest {
  private static final Instant NOW = Instant.parse("2024-05-10T12:00:00Z");

  private static CacheEntry entry(EntryDescription what, long bytes, String used, boolean inUse) {
    Path path = Path.of("0123456789abcdef0123456789abcdef.records");
    return new CacheEntry(path, what, 3000, bytes, Instant.parse(used), inUse);
  }

  @Test
  void tellsNetworkCutPicturesSizeAndUse() {
    EntryDescription features =
        new EntryDescription(
            "features", "xception", "avg_pool", "[2048]", "[150, 150, 3]", "ab12", "djl, CPU");
    List<String> lines =
        new CacheTable(NOW)
            .lines(
                List.of(
                    entry(features, 24_700_000, "2024-05-10T11:58:30Z", false),
                    entry(features, 2_470_000_000L, "2024-04-01T00:00:00Z", true),
                    entry(EntryDescription.unknown(), 100, "2024-05-08T00:00:00Z", false)));

    assertThat(lines).hasSize(4);
    assertThat(lines.get(0)).containsSubsequence("name", "pictures", "size", "last used");
    assertThat(lines.get(1))
        .containsSubsequence(
            "0123456789ab",
            "xception [150, 150, 3] after 'avg_pool', weights ab12: [2048]",
            "3,000",
            "24.7 MB",
            "1 minute ago",
            "djl, CPU");
    assertThat(lines.get(2)).contains("2.5 GB", "in use");
    assertThat(lines.get(3)).contains("(damaged, or of another version of Graft)", "2 days ago");
  }
}
