package dev.graft.training.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * What a {@link RecordFile} begins with: what kind of file it is, what its records are of, and how
 * many bytes each has. All numbers are little-endian.
 *
 * <pre>
 * 8 bytes  GRAFTREC
 * 4 bytes  version of the format
 * 4 bytes  payload of a record in bytes
 * 4 bytes  length of the text
 * n bytes  the text (UTF-8): the key that decides what the records are, and a description
 * 4 bytes  CRC-32C of all this
 *          zeros up to a multiple of 4096, where the records begin
 * </pre>
 *
 * @param key the digest of everything that decides the records
 * @param payloadBytes bytes of a record without its key and its sum
 * @param description what the records are, for people; one JSON object
 */
record RecordFormat(Digest key, int payloadBytes, String description) {
  private static final byte[] MAGIC = "GRAFTREC".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION = 1;
  private static final int FIXED = 8 + 3 * Integer.BYTES;
  private static final int PAGE = 4096;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int KEY_DIGITS = 2 * Digest.BYTES;

  /** The beginning of a file, up to its first record. */
  byte[] header() {
    byte[] text = text();
    byte[] bytes = new byte[recordsFrom()];
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.put(MAGIC).putInt(VERSION).putInt(payloadBytes).putInt(text.length).put(text);
    header.putInt(sum(bytes, FIXED + text.length));
    return bytes;
  }

  private byte[] text() {
    return (key.hex() + description).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads the beginning of a file.
   *
   * @return empty if it is not a whole and undamaged header of this version
   */
  static Optional<RecordFormat> read(FileChannel file) throws IOException {
    ByteBuffer fixed = ByteBuffer.wrap(read(file, FIXED)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] magic = new byte[MAGIC.length];
    if (fixed.remaining() < FIXED) {
      return Optional.empty();
    }
    fixed.get(magic);
    int version = fixed.getInt();
    int payload = fixed.getInt();
    int length = fixed.getInt();
    if (!Arrays.equals(magic, MAGIC)
        || version != VERSION
        || payload < 1
        || length < KEY_DIGITS
        || length > LONGEST_TEXT) {
      return Optional.empty();
    }
    byte[] whole = read(file, FIXED + length + Integer.BYTES);
    if (whole.length < FIXED + length + Integer.BYTES
        || ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(FIXED + length)
            != sum(whole, FIXED + length)) {
      return Optional.empty();
    }
    String text = new String(whole, FIXED, length, StandardCharsets.UTF_8);
    try {
      Digest key = Digest.ofSum(HexFormat.of().parseHex(text.substring(0, KEY_DIGITS)));
      return Optional.of(new RecordFormat(key, payload, text.substring(KEY_DIGITS)));
    } catch (IllegalArgumentException e) {
      // The sum fits, but no digest stands where it should: not of our making.
      return Optional.empty();
    }
  }

  /** Whether two files' records can be used for each other; descriptions are for people only. */
  boolean sameRecords(RecordFormat other) {
    return key.equals(other.key) && payloadBytes == other.payloadBytes;
  }

  /** Where the records begin. */
  int recordsFrom() {
    return (FIXED + text().length + Integer.BYTES + PAGE - 1) / PAGE * PAGE;
  }

  /** Bytes from one record to the next: key, payload, sum, and what makes it a multiple of 8. */
  int recordBytes() {
    return (Digest.BYTES + payloadBytes + Integer.BYTES + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
  }

  private static int sum(byte[] bytes, int count) {
    CRC32C sum = new CRC32C();
    sum.update(bytes, 0, count);
    return (int) sum.getValue();
  }

  /** The first bytes of a file, fewer if it has no more. */
  private static byte[] read(FileChannel file, int count) throws IOException {
    byte[] bytes = new byte[count];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining() && file.read(buffer, buffer.position()) >= 0) {
      // Until all are there or the file ends.
    }
    return buffer.hasRemaining() ? Arrays.copyOf(bytes, buffer.position()) : bytes;
  }
}
