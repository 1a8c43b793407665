package dev.graft.architectures.files;

import dev.graft.api.problem.Problem;
import dev.graft.api.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A zip archive of weights. Its entries are only looked up by name and never written to a place
 * that the archive names; what an entry unpacks to is bounded by the caller. Every exception is a
 * {@link ProblemException} that names the archive.
 */
public final class Archive implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  private final String path;
  private final ZipFile zip;

  private Archive(String path, ZipFile zip) {
    this.path = path;
    this.zip = zip;
  }

  /**
   * Opens an archive.
   *
   * @throws ProblemException if it is not there, cut off or no zip archive
   */
  public static Archive open(Path file) {
    String path = file.toString();
    try {
      return new Archive(path, new ZipFile(file.toFile()));
    } catch (NoSuchFileException e) {
      throw new ProblemException(Problem.at(path, "there is no such file"), e);
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(path, e);
    }
  }

  /** Names of the entries, in the archive's order. */
  public List<String> names() {
    return zip.stream().map(ZipEntry::getName).toList();
  }

  /** Whether there is an entry of that name. */
  public boolean contains(String entry) {
    return zip.getEntry(entry) != null;
  }

  /** How many bytes an entry says it unpacks to; empty if there is no such entry. */
  public Optional<Long> size(String entry) {
    return Optional.ofNullable(zip.getEntry(entry)).map(ZipEntry::getSize);
  }

  /**
   * Unpacks an entry into memory.
   *
   * @param most how many bytes it may have
   * @throws ProblemException if there is none, it is damaged, or has more bytes
   */
  public byte[] bytes(String entry, int most) {
    ZipEntry found = bounded(entry, most);
    try (InputStream in = zip.getInputStream(found)) {
      byte[] bytes = in.readNBytes(most);
      if (in.read() >= 0) {
        throw new ProblemException(tooLarge(entry, "more than " + most + " bytes", most));
      }
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      requireChecksum(found, checksum);
      return bytes;
    } catch (IOException e) {
      throw damaged(path + "!" + entry, e);
    }
  }

  /**
   * Unpacks an entry into a file.
   *
   * @param most how many bytes it may have
   * @throws ProblemException if there is none, it is damaged, or has more bytes
   */
  public void unpack(String entry, Path into, long most) {
    ZipEntry found = bounded(entry, most);
    try (InputStream in = zip.getInputStream(found);
        OutputStream out = Files.newOutputStream(into)) {
      CRC32 checksum = new CRC32();
      byte[] chunk = new byte[CHUNK];
      long unpacked = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        unpacked += read;
        if (unpacked > most) {
          throw new ProblemException(tooLarge(entry, "more than " + most + " bytes", most));
        }
        checksum.update(chunk, 0, read);
        out.write(chunk, 0, read);
      }
      requireChecksum(found, checksum);
    } catch (IOException e) {
      throw damaged(path + "!" + entry, e);
    }
  }

  /** The JDK's {@code ZipFile} leaves this to its callers. */
  private static void requireChecksum(ZipEntry entry, CRC32 found) throws ZipException {
    if (entry.getCrc() != found.getValue()) {
      throw new ZipException("the checksum of '" + entry.getName() + "' is wrong");
    }
  }

  private ZipEntry bounded(String entry, long most) {
    ZipEntry found = zip.getEntry(entry);
    if (found == null) {
      throw new ProblemException(
          Problem.at(path, "this archive has no entry '" + entry + "'")
              .withRemedy("fetch or write it again"));
    }
    if (found.getSize() > most) {
      throw new ProblemException(tooLarge(entry, found.getSize() + " bytes", most));
    }
    return found;
  }

  private Problem tooLarge(String entry, String size, long most) {
    return Problem.at(path, "its entry '" + entry + "' unpacks to " + size)
        .expecting("at most " + most);
  }

  private static ProblemException damaged(String path, Exception cause) {
    return new ProblemException(
        Problem.at(path, "this archive is damaged or cut off: " + cause.getMessage())
            .withRemedy("fetch or write it again"),
        cause);
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw damaged(path, e);
    }
  }
}
