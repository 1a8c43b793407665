package dev.graft.training.features;

import dev.graft.training.storage.CacheRoot;
import dev.graft.training.storage.ProcessLock;
import dev.graft.training.storage.WrittenAside;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The folder in which features lie from run to run: a {@link RecordFile} for each frozen network,
 * named by the digest of all that decides its features. Safe for several processes: what is
 * changed, is changed under one lock. It keeps within its limit by deleting the files that were not
 * used for longest, but none that a process uses.
 */
public final class FeatureCache {
  private static final String SUFFIX = ".records";
  private static final String LOCK = "lock";
  private static final int NAME_DIGITS = 32;

  /**
   * So much is appended before the room is looked at again, where there is as much: listing a
   * folder for each batch costs more than writing it. Processes that append at once may go over the
   * limit by that.
   */
  private static final long STRETCH = 8 << 20;

  /** So much of the disk is always left free. */
  private static final long RESERVE = 200_000_000L;

  private final Path folder;
  private final CacheLimit limit;

  /**
   * A cache.
   *
   * @param folder is made when something is first kept
   */
  public FeatureCache(Path folder, CacheLimit limit) {
    this.folder = folder.toAbsolutePath();
    this.limit = limit;
  }

  /**
   * The user's own: {@code features} in {@link CacheRoot}, as large as {@link CacheLimit} says.
   *
   * @throws dev.graft.api.problem.ProblemException if the environment gives no sensible limit
   */
  public static FeatureCache ofSystem() {
    return new FeatureCache(
        CacheRoot.ofSystem().resolve("features"), CacheLimit.of(System.getenv()));
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** Whether nothing is to be kept. */
  public boolean isOff() {
    return limit.isOff();
  }

  /** What the cache may become, in bytes. */
  public long limitBytes() throws IOException {
    return limit.bytes(usedBytes(), freeBytes());
  }

  /** A file of the cache that this process uses. */
  final class Opened implements AutoCloseable {
    private final RecordFile file;
    private final UseMark mark;
    private long left;

    private Opened(RecordFile file, UseMark mark) {
      this.file = file;
      this.mark = mark;
    }

    RecordFile file() {
      return file;
    }

    /**
     * Whether the cache could hold so many more records of this file, were all others deleted that
     * no process uses.
     */
    boolean hasRoomFor(long records) throws IOException {
      ProcessLock held = lock();
      try (held) {
        long bytes = file.bytes(records);
        return bytes <= room() + removable(file.path()).stream().mapToLong(CacheEntry::bytes).sum();
      }
    }

    /**
     * Appends records, if need be in place of other files.
     *
     * @return false if there is no room for them
     */
    boolean append(List<Digest> keys, List<ByteBuffer> payloads) throws IOException {
      ProcessLock held = lock();
      try (held) {
        long bytes = file.bytes(keys.size());
        if (bytes > left) {
          long room = room();
          if (bytes > room && !makeRoom(bytes, file.path())) {
            return false;
          }
          left = Math.max(bytes, room >= STRETCH ? STRETCH : 0);
        }
        left -= bytes;
        file.append(keys, payloads);
        return true;
      }
    }

    @Override
    public void close() throws IOException {
      try (mark) {
        file.close();
      }
    }
  }

  /**
   * Opens the file of some records, which is made if it is not there; what is there but damaged is
   * replaced.
   */
  Opened open(RecordFormat format) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(format.key().hex().substring(0, NAME_DIGITS) + SUFFIX);
    ProcessLock held = lock();
    try (held) {
      UseMark mark = UseMark.of(path);
      boolean opened = false;
      try {
        Optional<RecordFile> file =
            Files.exists(path) ? RecordFile.open(path, format) : Optional.empty();
        if (file.isEmpty()) {
          WrittenAside.file(path, aside -> Files.write(aside, format.header()));
          file = RecordFile.open(path, format);
        }
        Files.setLastModifiedTime(path, FileTime.from(Instant.now()));
        opened = true;
        return new Opened(
            file.orElseThrow(() -> new IOException(path + " is not what was just written")), mark);
      } finally {
        if (!opened) {
          mark.close();
        }
      }
    }
  }

  /** All files, the ones used last first. */
  public List<CacheEntry> list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    ProcessLock held = lock();
    try (held) {
      return entries();
    }
  }

  /**
   * Deletes files, and what killed processes have left.
   *
   * @param which those to delete; the ones that a process uses stay even so
   * @return what was deleted
   */
  public List<CacheEntry> clear(Predicate<CacheEntry> which) throws IOException {
    List<CacheEntry> deleted = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return deleted;
    }
    ProcessLock held = lock();
    try (held) {
      for (CacheEntry entry : entries()) {
        if (!entry.inUse() && which.test(entry) && delete(entry)) {
          deleted.add(entry);
        }
      }
      for (Path file : files()) {
        if (file.getFileName().toString().endsWith(WrittenAside.SUFFIX)) {
          Files.deleteIfExists(file);
        }
      }
    }
    return deleted;
  }

  private ProcessLock lock() throws IOException {
    return ProcessLock.take(folder.resolve(LOCK), () -> {});
  }

  /** Bytes that may be added as it is now; below 0 if there are too many. */
  private long room() throws IOException {
    long used = usedBytes();
    long free = freeBytes();
    return Math.min(limit.bytes(used, free) - used, free - RESERVE);
  }

  /** Deletes other files until there is room, which there is not. */
  private boolean makeRoom(long bytes, Path kept) throws IOException {
    for (CacheEntry entry : removable(kept)) {
      if (delete(entry) && bytes <= room()) {
        return true;
      }
    }
    return false;
  }

  /** What may be deleted for another file, the one used longest ago first. */
  private List<CacheEntry> removable(Path kept) throws IOException {
    return entries().stream()
        .filter(entry -> !entry.inUse() && !entry.path().equals(kept))
        .sorted(Comparator.comparing(CacheEntry::lastUsed))
        .toList();
  }

  /** Whether it is gone: Windows keeps what is mapped, if only by garbage of this process. */
  private static boolean delete(CacheEntry entry) throws IOException {
    try {
      Files.deleteIfExists(entry.path());
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private List<CacheEntry> entries() throws IOException {
    List<Path> files = files();
    List<CacheEntry> entries = new ArrayList<>();
    for (Path file : files) {
      if (file.getFileName().toString().endsWith(SUFFIX)) {
        boolean used = false;
        for (Path mark : files) {
          used |= UseMark.marks(mark, file) && Files.exists(mark) && UseMark.isAlive(mark);
        }
        entries.add(entry(file, used));
      }
    }
    entries.sort(Comparator.comparing(CacheEntry::lastUsed).reversed());
    return entries;
  }

  private static CacheEntry entry(Path path, boolean used) throws IOException {
    long bytes = Files.size(path);
    Optional<RecordFormat> format;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      format = RecordFormat.read(channel);
    }
    return new CacheEntry(
        path,
        format
            .flatMap(found -> EntryDescription.ofJson(found.description()))
            .orElseGet(EntryDescription::unknown),
        format.map(found -> (bytes - found.recordsFrom()) / found.recordBytes()).orElse(0L),
        bytes,
        Files.getLastModifiedTime(path).toInstant(),
        used);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private long usedBytes() throws IOException {
    long bytes = 0;
    if (Files.isDirectory(folder)) {
      for (Path file : files()) {
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException e) {
          // A mark of a process that has just ended.
          bytes += 0;
        }
      }
    }
    return bytes;
  }

  private long freeBytes() throws IOException {
    Path there = folder;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }
}
