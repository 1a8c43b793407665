package dev.graft.training.features;

import java.nio.file.Path;
import java.time.Instant;

/**
 * A file of the cache.
 *
 * @param path the file
 * @param description what it holds; {@link EntryDescription#unknown} if it is none of this
 *     version's
 * @param records number of its records, sound or not
 * @param bytes its size
 * @param lastUsed when a run last began to use it
 * @param inUse whether a process uses it
 */
public record CacheEntry(
    Path path,
    EntryDescription description,
    long records,
    long bytes,
    Instant lastUsed,
    boolean inUse) {
  /** The beginning of the file's name, long enough to tell it from others. */
  public String name() {
    String name = path.getFileName().toString();
    return name.substring(0, Math.min(name.length(), 12));
  }
}
