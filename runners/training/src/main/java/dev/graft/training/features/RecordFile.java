package dev.graft.training.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Records of one size under keys, appended to a file and read through a memory map. Each has a sum
 * over its key and its payload, looked at whenever it is read: a record that was not written to its
 * end, or has changed since, is as if it were not there. A process that is killed while it writes
 * leaves at most a piece of a record at the end, which the next one writes over.
 *
 * <p>Several processes may read and append at a time, if each appends under a lock of theirs. For
 * one thread.
 */
final class RecordFile implements AutoCloseable {
  /** A memory map holds at most about so many bytes, since its positions are ints. */
  private static final long WINDOW = 1L << 28;

  private final Path path;
  private final FileChannel channel;
  private final RecordFormat format;
  private final long from;
  private final int recordBytes;
  private final long recordsInWindow;
  private final List<MappedByteBuffer> windows = new ArrayList<>();
  private final Map<Digest, Long> slots = new HashMap<>();
  private long known;

  private RecordFile(Path path, FileChannel channel, RecordFormat format) throws IOException {
    this.path = path;
    this.channel = channel;
    this.format = format;
    this.from = format.recordsFrom();
    this.recordBytes = format.recordBytes();
    this.recordsInWindow = Math.max(1, WINDOW / recordBytes);
    refresh();
  }

  /**
   * Opens a file.
   *
   * @param wanted what its records must be
   * @return empty if it is another file, or its beginning is damaged
   */
  static Optional<RecordFile> open(Path path, RecordFormat wanted) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    RecordFile file = null;
    try {
      Optional<RecordFormat> found = RecordFormat.read(channel);
      if (found.isPresent() && found.get().sameRecords(wanted)) {
        file = new RecordFile(path, channel, found.get());
      }
      return Optional.ofNullable(file);
    } finally {
      if (file == null) {
        channel.close();
      }
    }
  }

  Path path() {
    return path;
  }

  RecordFormat format() {
    return format;
  }

  /** Number of records that were found under a key, sound or not. */
  int count() {
    return slots.size();
  }

  /** Looks for records that other processes have appended. */
  void refresh() throws IOException {
    long whole = wholeRecords();
    for (long slot = known; slot < whole; slot++) {
      slots.put(Digest.read(window(slot, whole), offset(slot)), slot);
    }
    known = Math.max(known, whole);
  }

  private long wholeRecords() throws IOException {
    return Math.max(0, (channel.size() - from) / recordBytes);
  }

  /** Whether a record was found under a key, sound or not. */
  boolean lists(Digest key) {
    return slots.containsKey(key);
  }

  /** Whether there is a sound record under a key. */
  boolean contains(Digest key) throws IOException {
    return find(key).isPresent();
  }

  /**
   * The payload under a key, read from the map; little-endian.
   *
   * @return empty if there is none, or its sum does not fit
   */
  Optional<ByteBuffer> find(Digest key) throws IOException {
    Long slot = slots.get(key);
    if (slot == null) {
      return Optional.empty();
    }
    ByteBuffer window = window(slot, known);
    int start = offset(slot);
    int summed = Digest.BYTES + format.payloadBytes();
    CRC32C sum = new CRC32C();
    sum.update(window.slice(start, summed));
    if (!Digest.read(window, start).equals(key)
        || window.getInt(start + summed) != (int) sum.getValue()) {
      slots.remove(key);
      return Optional.empty();
    }
    return Optional.of(
        window.slice(start + Digest.BYTES, format.payloadBytes()).order(ByteOrder.LITTLE_ENDIAN));
  }

  /** Bytes that records take in the file. */
  long bytes(long records) {
    return records * recordBytes;
  }

  /**
   * Appends records; those whose key is there already are left out. The caller holds the lock.
   *
   * @param payloads one for each key, each of the format's size
   * @throws IOException if they cannot be written; some may have been
   */
  void append(List<Digest> keys, List<ByteBuffer> payloads) throws IOException {
    refresh();
    byte[] bytes = new byte[Math.multiplyExact(keys.size(), recordBytes)];
    ByteBuffer records = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    List<Digest> added = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      if (contains(keys.get(i))) {
        continue;
      }
      int start = added.size() * recordBytes;
      records.position(start);
      records.put(keys.get(i).bytes()).put(payloads.get(i).duplicate());
      CRC32C sum = new CRC32C();
      sum.update(bytes, start, records.position() - start);
      records.putInt((int) sum.getValue());
      added.add(keys.get(i));
    }
    records.position(0).limit(added.size() * recordBytes);
    long begin = wholeRecords();
    for (long at = from + begin * recordBytes; records.hasRemaining(); ) {
      at += channel.write(records, at);
    }
    for (int i = 0; i < added.size(); i++) {
      slots.put(added.get(i), begin + i);
    }
    known = begin + added.size();
  }

  private int offset(long slot) {
    return (int) (slot % recordsInWindow * recordBytes);
  }

  /** The map that holds a record; made larger if the file has grown. */
  private ByteBuffer window(long slot, long whole) throws IOException {
    int index = (int) (slot / recordsInWindow);
    while (windows.size() <= index) {
      windows.add(null);
    }
    MappedByteBuffer window = windows.get(index);
    if (window == null || offset(slot) >= window.limit()) {
      long first = index * recordsInWindow;
      long records = Math.min(recordsInWindow, whole - first);
      window =
          channel.map(
              FileChannel.MapMode.READ_ONLY, from + first * recordBytes, records * recordBytes);
      window.order(ByteOrder.LITTLE_ENDIAN);
      windows.set(index, window);
    }
    return window;
  }

  @Override
  public void close() throws IOException {
    windows.clear();
    slots.clear();
    channel.close();
  }
}
