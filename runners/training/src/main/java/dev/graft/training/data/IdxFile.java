package dev.graft.training.data;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * A file of unsigned bytes in MNIST's format idx: two zero bytes, the type (8: unsigned byte), the
 * number of dimensions, their sizes (32 bits each, big end first), the values in row-major order.
 * Plain or gzip, told apart by content.
 *
 * @param file where it lies
 * @param sizes size of each dimension
 * @param values the values; empty if only the header was read
 */
record IdxFile(Path file, int[] sizes, byte[] values) {
  private static final int UNSIGNED_BYTE = 8;
  private static final String DAMAGED = "fetch the file anew: it is damaged";

  /**
   * Reads a file.
   *
   * @param file its path
   * @param dimensions the number it must have
   * @throws ProblemException if it has another number or type, or ends early or late
   */
  static IdxFile read(Path file, int dimensions) {
    return open(file, in -> values(file, in, header(file, in, dimensions)));
  }

  /**
   * Reads the sizes alone.
   *
   * @throws ProblemException if the header is none, or has another number of dimensions
   */
  static int[] sizes(Path file, int dimensions) {
    return open(file, in -> header(file, in, dimensions));
  }

  private static int[] header(Path file, DataInputStream in, int dimensions) throws IOException {
    int magic = in.readInt();
    int wanted = UNSIGNED_BYTE << 8 | dimensions;
    if (magic != wanted) {
      throw new ProblemException(
          Problem.at(file.toString(), "begins with %s".formatted(describe(magic)))
              .expecting("%s".formatted(describe(wanted)))
              .withRemedy(
                  magic >>> 16 == 0
                      ? "images are idx3 files, labels idx1 files: are two files swapped?"
                      : "fetch the file anew: it is no idx file"));
    }
    int[] sizes = new int[dimensions];
    long total = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = in.readInt();
      total = sizes[i] < 1 || total > Integer.MAX_VALUE ? -1 : total * sizes[i];
    }
    if (total < 1 || total > Integer.MAX_VALUE - 16) {
      throw new ProblemException(
          Problem.at(file.toString(), "its header says " + times(sizes) + " values")
              .expecting("sizes of at least 1, and at most 2 GiB together")
              .withRemedy(DAMAGED));
    }
    return sizes;
  }

  private static IdxFile values(Path file, DataInputStream in, int[] sizes) throws IOException {
    int total = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    // Grows with what is there: a damaged header cannot ask for more memory than the file has.
    byte[] values = in.readNBytes(total);
    if (values.length < total) {
      throw new ProblemException(
          Problem.at(
                  file.toString(),
                  "ends early: its header says %s = %d values, found %d"
                      .formatted(times(sizes), total, values.length))
              .withRemedy(DAMAGED));
    }
    if (in.read() >= 0) {
      throw new ProblemException(
          Problem.at(
                  file.toString(),
                  "goes on after the %s = %d values that its header says"
                      .formatted(times(sizes), total))
              .withRemedy(DAMAGED));
    }
    return new IdxFile(file, sizes, values);
  }

  private static <T> T open(Path file, Reading<T> reading) {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file))) {
      raw.mark(2);
      boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      try (DataInputStream in =
          new DataInputStream(gzip ? new GZIPInputStream(raw, 1 << 16) : raw)) {
        return reading.of(in);
      }
    } catch (EOFException e) {
      throw new ProblemException(Problem.at(file.toString(), "ends early").withRemedy(DAMAGED), e);
    } catch (ZipException e) {
      throw new ProblemException(
          Problem.at(file.toString(), "is damaged gzip data (" + e.getMessage() + ")")
              .withRemedy(DAMAGED),
          e);
    } catch (IOException e) {
      throw FileProblem.reading(file, "", e);
    }
  }

  private static String describe(int magic) {
    String number = "magic number 0x%08x".formatted(magic);
    if (magic >>> 8 == UNSIGNED_BYTE) {
      return "%s (unsigned bytes, %d dimension%s)"
          .formatted(number, magic & 0xff, (magic & 0xff) == 1 ? "" : "s");
    }
    return number.toLowerCase(Locale.ROOT);
  }

  private static String times(int[] sizes) {
    return String.join(" x ", Arrays.stream(sizes).mapToObj(Integer::toString).toList());
  }

  /** What is done with an open file. */
  private interface Reading<T> {
    T of(DataInputStream in) throws IOException;
  }
}
