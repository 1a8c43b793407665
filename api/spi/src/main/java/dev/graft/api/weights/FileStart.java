package dev.graft.api.weights;

import dev.graft.api.Evolving;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a file of weights is by its first bytes, whatever it is called.
 *
 * @since 0.1
 */
@Evolving
public enum FileStart {
  /** HDF5: Keras's {@code .h5}. One behind a user block does not show here. */
  HDF5,
  /** A zip archive: Keras's {@code .keras}, PyTorch's {@code .pth}. */
  ZIP,
  /** A Python pickle of protocol 2 or later: PyTorch's {@code .pth} before version 1.6. */
  PICKLE,
  /** Eight bytes of a length, then a JSON object: safetensors. */
  SAFETENSORS,
  /** None of these: empty, damaged, or of another format. */
  OTHER;

  private static final int LENGTH = 9;
  private static final byte[] HDF5_SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final byte[] ZIP_SIGNATURE = {'P', 'K', 3, 4};
  private static final byte PICKLE_PROTOCOL = (byte) 0x80;

  /** What a file is; {@link #OTHER} if it cannot be read. */
  public static FileStart of(Path file) {
    byte[] start;
    try (InputStream in = Files.newInputStream(file)) {
      start = in.readNBytes(LENGTH);
    } catch (IOException e) {
      return OTHER;
    }
    if (startsWith(start, HDF5_SIGNATURE)) {
      return HDF5;
    }
    if (startsWith(start, ZIP_SIGNATURE)) {
      return ZIP;
    }
    if (start.length > 1 && start[0] == PICKLE_PROTOCOL && start[1] >= 2 && start[1] <= 5) {
      return PICKLE;
    }
    boolean headerBelow4GiB =
        start.length == LENGTH && start[4] == 0 && start[5] == 0 && start[6] == 0 && start[7] == 0;
    return headerBelow4GiB && start[8] == '{' ? SAFETENSORS : OTHER;
  }

  /**
   * Whether a file is named as one of a format, and its first bytes do not speak for another: then
   * it is for that format's reader to say what is wrong with it.
   *
   * @param endings endings of names in lower case, such as {@code .h5}
   */
  public static boolean isOnlyNamed(Path file, String... endings) {
    return isNamed(file, endings) && of(file) == OTHER;
  }

  /**
   * Whether a file's name has one of some endings.
   *
   * @param endings endings of names in lower case, such as {@code .h5}
   */
  public static boolean isNamed(Path file, String... endings) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return Arrays.stream(endings).anyMatch(name::endsWith);
  }

  private static boolean startsWith(byte[] bytes, byte[] signature) {
    return bytes.length >= signature.length
        && Arrays.equals(bytes, 0, signature.length, signature, 0, signature.length);
  }
}
