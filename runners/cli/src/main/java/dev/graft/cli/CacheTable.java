package dev.graft.cli;

import dev.graft.cli.TextTable.Side;
import dev.graft.training.features.CacheEntry;
import dev.graft.training.features.EntryDescription;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** The files of the cache of features, a line for each. */
final class CacheTable {
  private final Instant now;

  CacheTable(Instant now) {
    this.now = now;
  }

  List<String> lines(List<CacheEntry> entries) {
    TextTable table =
        new TextTable(Side.LEFT, Side.LEFT, Side.RIGHT, Side.RIGHT, Side.LEFT, Side.LEFT);
    table.row("name", "features", "pictures", "size", "last used", "computed by");
    for (CacheEntry entry : entries) {
      table.row(
          entry.name(),
          what(entry.description()),
          NumberText.count(entry.records()),
          size(entry.bytes()),
          entry.inUse() ? "in use" : ago(Duration.between(entry.lastUsed(), now)),
          entry.description().engine());
    }
    return table.lines();
  }

  private static String what(EntryDescription description) {
    return switch (description.kind()) {
      case EntryDescription.FEATURES ->
          "%s %s after '%s', weights %s: %s"
              .formatted(
                  description.network(),
                  description.input(),
                  description.cut(),
                  description.weights(),
                  description.shape());
      case EntryDescription.PICTURES -> "(which files hold which pictures)";
      default -> "(damaged, or of another version of Graft)";
    };
  }

  /** A size on disk. */
  static String size(long bytes) {
    if (bytes >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
    return String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }

  private static String ago(Duration time) {
    if (time.toDays() >= 1) {
      return NumberText.count(time.toDays(), "day") + " ago";
    }
    if (time.toHours() >= 1) {
      return NumberText.count(time.toHours(), "hour") + " ago";
    }
    return NumberText.count(Math.max(0, time.toMinutes()), "minute") + " ago";
  }
}
