package dev.graft.training.features;

import dev.graft.api.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A SHA-256, as a key of maps. Equal digests are taken for equal content. */
public record Digest(long first, long second, long third, long fourth) {
  /** Bytes of a digest. */
  public static final int BYTES = 32;

  /** The digest whose 32 bytes these are. */
  public static Digest ofSum(byte[] sum) {
    return read(ByteBuffer.wrap(sum), 0);
  }

  /** The digest of some content. */
  public static Digest of(byte[] content) {
    return ofSum(Sha256.of(content));
  }

  /** The digest of a text. */
  public static Digest of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads 32 bytes, the highest first, whatever the buffer's byte order. */
  static Digest read(ByteBuffer from, int position) {
    ByteBuffer bytes = from.duplicate();
    return new Digest(
        bytes.getLong(position),
        bytes.getLong(position + Long.BYTES),
        bytes.getLong(position + 2 * Long.BYTES),
        bytes.getLong(position + 3 * Long.BYTES));
  }

  /** The 32 bytes. */
  public byte[] bytes() {
    return ByteBuffer.allocate(BYTES)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  /** As 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
