package dev.graft.architectures.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What can be said of a file that is of no known format: a login page shows by its first words. */
public final class Beginning {
  private static final int SHOWN = 24;

  /** Where POSIX's tar has its magic word. */
  private static final int TAR_MAGIC = 257;

  private Beginning() {}

  /**
   * A sentence on what a file is not, and what it looks like instead.
   *
   * @param isNot what it should be: {@code this is not an HDF5 file}
   */
  public static String describe(Path file, String isNot) {
    byte[] first;
    try (InputStream in = Files.newInputStream(file)) {
      first = in.readNBytes(SHOWN);
    } catch (IOException e) {
      return "this file cannot be read: " + e.getMessage();
    }
    if (first.length == 0) {
      return "this file is empty";
    }
    return isText(first)
        ? isNot + ": it begins with '" + new String(first, StandardCharsets.US_ASCII).strip() + "'"
        : isNot;
  }

  /** Whether a file is a tar archive. */
  public static boolean isTar(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(TAR_MAGIC);
      return Arrays.equals(in.readNBytes(5), "ustar".getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      // It is shorter.
      return false;
    }
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0x20 && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
