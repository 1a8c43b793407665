package dev.graft.training.download;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What has come of a file so far, and of which version of it: an address and the validator (RFC
 * 9110, section 8.8) that the server gave with it, in a file beside. Without a validator nothing
 * can be added later, since the file may be another one by then.
 */
final class PartialFile {
  private final Path file;
  private final Path origin;
  private final URI address;

  PartialFile(Path file, URI address) {
    this.file = file;
    this.origin = file.resolveSibling(file.getFileName() + ".origin");
    this.address = address;
  }

  /** Where it is. */
  Path path() {
    return file;
  }

  /** How many bytes there are. */
  long size() throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }

  /** The validator of what there is, if more can be added to it. */
  Optional<String> validator() throws IOException {
    if (size() == 0 || !Files.exists(origin)) {
      return Optional.empty();
    }
    List<String> lines = Files.readAllLines(origin, StandardCharsets.UTF_8);
    return lines.size() == 2 && lines.get(0).equals(address.toString())
        ? Optional.of(lines.get(1))
        : Optional.empty();
  }

  /** Begins anew, with a version that has a validator or not. */
  void begin(Optional<String> validator) throws IOException {
    delete();
    if (validator.isPresent()) {
      Files.writeString(origin, address + "\n" + validator.get() + "\n");
    }
  }

  /** Opens it to add more at its end. */
  FileChannel append() throws IOException {
    return FileChannel.open(
        file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  }

  static void write(FileChannel channel, List<ByteBuffer> bytes) throws IOException {
    for (ByteBuffer buffer : bytes) {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /** Deletes all of it. */
  void delete() throws IOException {
    Files.deleteIfExists(file);
    Files.deleteIfExists(origin);
  }
}
