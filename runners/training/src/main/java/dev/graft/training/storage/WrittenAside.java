package dev.graft.training.storage;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files and folders that are written under another name and then renamed, so that whoever sees the
 * final name sees all of it.
 */
public final class WrittenAside {
  /** Ending of the name of what is not finished. */
  public static final String SUFFIX = ".partial";

  private WrittenAside() {}

  /** Writes something at a path. */
  @FunctionalInterface
  public interface Writing {
    /** Writes it. */
    void to(Path aside) throws IOException;
  }

  /**
   * Writes a folder.
   *
   * @param folder not there yet
   * @param writing fills the folder it is given
   */
  public static void folder(Path folder, Writing writing) throws IOException {
    Path aside = aside(folder);
    delete(aside);
    Files.createDirectories(aside);
    writing.to(aside);
    move(aside, folder);
  }

  /**
   * Writes a file; one that is there is replaced.
   *
   * @param writing writes the file it is given
   */
  public static void file(Path file, Writing writing) throws IOException {
    Path aside = aside(file);
    writing.to(aside);
    move(aside, file);
  }

  /** Deletes a file or a folder with all that is in it; links are not followed. */
  public static void delete(Path path) throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(path);
      return;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException error)
              throws IOException {
            if (error != null) {
              throw error;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static Path aside(Path path) {
    return path.resolveSibling(path.getFileName() + SUFFIX);
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // Some network drives cannot; both names lie in one folder, so nothing is copied even so.
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
