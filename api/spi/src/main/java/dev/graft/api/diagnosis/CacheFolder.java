package dev.graft.api.diagnosis;

import dev.graft.api.Evolving;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder that a library keeps files in from one process to the next.
 *
 * @param purpose what it is for, such as {@code unpacked natives}
 * @param folder may be not there yet
 * @param bytes size of all files in it; 0 if it is not there
 * @param writable whether files can be written into it, or it can be made
 * @param freeBytes room left where it is, or would be
 * @since 0.1
 */
@Evolving
public record CacheFolder(
    String purpose, Path folder, long bytes, boolean writable, long freeBytes) {

  /** A folder as it is now. What cannot be read counts as nothing. */
  public static CacheFolder measure(String purpose, Path folder) {
    Path there = folder.toAbsolutePath();
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return new CacheFolder(
        purpose,
        folder.toAbsolutePath(),
        size(folder),
        Files.isDirectory(there) && Files.isWritable(there),
        free(there));
  }

  private static long free(Path there) {
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      return 0;
    }
  }

  private static long size(Path folder) {
    AtomicLong bytes = new AtomicLong();
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            bytes.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(folder, visitor);
    } catch (IOException e) {
      throw new UncheckedIOException("the visitor passes over every failure", e);
    }
    return bytes.get();
  }
}
