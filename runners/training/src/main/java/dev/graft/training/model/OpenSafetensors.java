package dev.graft.training.model;

import dev.graft.api.problem.FileProblem;
import dev.graft.api.problem.ProblemException;
import dev.graft.api.weights.FloatFormat;
import dev.graft.api.weights.StoredTensor;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An open safetensors file, whose tensors are read when they are asked for. The header's length is
 * checked against the file's before it is read.
 */
final class OpenSafetensors implements AutoCloseable {
  /** The format allows 100 MB; a header of 100,000 tensors has 12. */
  private static final long MOST_HEADER_BYTES = 16L << 20;

  private static final int CHUNK = 1 << 20;

  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;
  private final long dataStart;

  private OpenSafetensors(
      Path file, FileChannel channel, SafetensorsHeader header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.header = header;
    this.dataStart = dataStart;
  }

  /**
   * Opens a file and reads its header.
   *
   * @throws ProblemException if there is none, or it is damaged or cut short
   */
  static OpenSafetensors open(Path file) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.READ);
      OpenSafetensors opened = open(channel, file);
      channel = null;
      return opened;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      close(channel, file);
    }
  }

  private static OpenSafetensors open(FileChannel channel, Path file) throws IOException {
    String where = file.toString();
    long size = channel.size();
    long headerSize = size < Long.BYTES ? -1 : bytes(channel, 0, Long.BYTES).getLong();
    if (headerSize < 2 || headerSize > MOST_HEADER_BYTES || headerSize > size - Long.BYTES) {
      throw SafetensorsHeader.damaged(
          where, "a header of " + headerSize + " bytes in a file of " + size + " bytes");
    }
    long dataStart = Long.BYTES + headerSize;
    String text =
        StandardCharsets.UTF_8.decode(bytes(channel, Long.BYTES, (int) headerSize)).toString();
    SafetensorsHeader header = SafetensorsHeader.parse(text, size - dataStart, where);
    return new OpenSafetensors(file, channel, header, dataStart);
  }

  /** Words about the tensors, by name. */
  Map<String, String> metadata() {
    return header.metadata();
  }

  /** The tensors by name, in the order of their places. */
  Map<String, StoredTensor> tensors() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (SafetensorsHeader.Place place : header.places()) {
      tensors.put(place.name(), new StoredTensor(place.name(), place.shape(), () -> floats(place)));
    }
    return tensors;
  }

  private float[] floats(SafetensorsHeader.Place place) {
    FloatFormat format = place.format(file.toString());
    float[] values = new float[place.shape().intSize()];
    int most = Math.min(CHUNK / format.size(), values.length);
    // Most tensors of a network are a thousandth of a chunk.
    ByteBuffer buffer = ByteBuffer.allocate(most * format.size()).order(ByteOrder.LITTLE_ENDIAN);
    long position = dataStart + place.begin();
    int read = 0;
    try {
      while (read < values.length) {
        int count = Math.min(most, values.length - read);
        fill(buffer.clear().limit(count * format.size()), channel, position);
        format.read(buffer.flip(), values, read, count);
        position += buffer.limit();
        read += count;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return values;
  }

  private static ByteBuffer bytes(FileChannel channel, long position, int count)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    fill(buffer, channel, position);
    return buffer.flip();
  }

  private static void fill(ByteBuffer buffer, FileChannel channel, long position)
      throws IOException {
    long at = position;
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, at);
      if (read < 0) {
        throw new EOFException("it became shorter while it was read");
      }
      at += read;
    }
  }

  private static ProblemException unreadable(Path file, IOException cause) {
    return FileProblem.reading(file, "a safetensors file", cause);
  }

  @Override
  public void close() {
    close(channel, file);
  }

  private static void close(FileChannel channel, Path file) {
    if (channel == null) {
      return;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }
}
