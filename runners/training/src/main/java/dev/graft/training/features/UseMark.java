package dev.graft.training.features;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.UUID;

/**
 * A file beside a file of the cache that says that a process uses it: it is locked as long as that
 * process lives, however it ends. To be made and looked at under the cache's lock.
 */
final class UseMark implements AutoCloseable {
  private static final String SUFFIX = ".use";

  private final Path mark;
  private final FileChannel channel;

  private UseMark(Path mark, FileChannel channel) {
    this.mark = mark;
    this.channel = channel;
  }

  /** Marks a file of the cache. */
  static UseMark of(Path file) throws IOException {
    Path mark =
        file.resolveSibling(
            "%s.%s-%s%s".formatted(file.getFileName(), process(), UUID.randomUUID(), SUFFIX));
    FileChannel channel =
        FileChannel.open(mark, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    boolean locked = false;
    try {
      FileLock lock = channel.lock();
      locked = lock.isValid();
      return new UseMark(mark, channel);
    } finally {
      if (!locked) {
        channel.close();
        Files.deleteIfExists(mark);
      }
    }
  }

  /** Whether a file in the cache's folder is such a mark. */
  static boolean isMark(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  /** Whether a mark is of a certain file. */
  static boolean marks(Path mark, Path file) {
    return isMark(mark)
        && mark.getFileName().toString().startsWith(file.getFileName().toString() + ".");
  }

  /** Whether the process that made a mark still lives; the marks of dead ones are deleted. */
  static boolean isAlive(Path mark) throws IOException {
    if (mark.getFileName().toString().contains("." + process() + "-")) {
      // Looking at a lock of this process's own would give it up: closing any channel of a file
      // does, on most systems.
      return true;
    }
    try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      if (lock == null) {
        return true;
      }
    } catch (OverlappingFileLockException e) {
      return true;
    }
    Files.deleteIfExists(mark);
    return false;
  }

  /** Number and start of this process: numbers alone are given again. */
  private static String process() {
    long started =
        ProcessHandle.current().info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return ProcessHandle.current().pid() + "@" + Long.toString(started, Character.MAX_RADIX);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(mark);
  }
}
