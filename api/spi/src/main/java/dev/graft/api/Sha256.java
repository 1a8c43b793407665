package dev.graft.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of what is added piece by piece. For one thread.
 *
 * @since 0.1
 */
@Stable
public final class Sha256 {
  private static final int CHUNK = 1 << 16;

  private final MessageDigest digest;

  /** Makes one to which nothing is added yet. */
  public Sha256() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The SHA-256 of some bytes: 32 bytes. */
  public static byte[] of(byte[] bytes) {
    return new Sha256().add(bytes).bytes();
  }

  /** The SHA-256 of a file's content, as 64 hexadecimal digits. */
  public static String of(Path file) throws IOException {
    Sha256 sum = new Sha256();
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        sum.add(ByteBuffer.wrap(chunk, 0, count));
      }
    }
    return sum.hex();
  }

  /** Adds bytes. */
  public Sha256 add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds what remains in a buffer, which has nothing remaining then. */
  public Sha256 add(ByteBuffer bytes) {
    digest.update(bytes);
    return this;
  }

  /** Adds a text's bytes in UTF-8. */
  public Sha256 add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The sum of all that was added, 32 bytes; what is added then begins anew. */
  public byte[] bytes() {
    return digest.digest();
  }

  /** As {@link #bytes}, as 64 hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }
}
