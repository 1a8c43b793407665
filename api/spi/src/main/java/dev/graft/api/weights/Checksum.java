package dev.graft.api.weights;

import dev.graft.api.Evolving;
import java.util.Locale;

/**
 * By what the publisher of a file lets it be known: a digest of its bytes, or the beginning of one.
 *
 * @param algorithm how the digest is made
 * @param hex its first digits, or all of them: hexadecimal, lower case
 * @since 0.1
 */
@Evolving
public record Checksum(Algorithm algorithm, String hex) {
  /** Fewer digits would fit a damaged file now and then. */
  private static final int FEWEST_DIGITS = 8;

  /** How a digest is made. */
  public enum Algorithm {
    /** As Keras publishes it. Guards against damage, not against malice. */
    MD5("MD5", 32),
    /** As torchvision publishes it, whose files have its first eight digits in their names. */
    SHA256("SHA-256", 64);

    private final String javaName;
    private final int digits;

    Algorithm(String javaName, int digits) {
      this.javaName = javaName;
      this.digits = digits;
    }

    /** Its name in {@link java.security.MessageDigest} and for people. */
    public String javaName() {
      return javaName;
    }

    /** Number of hexadecimal digits of a whole digest. */
    public int digits() {
      return digits;
    }
  }

  /** Checks the digits. */
  public Checksum {
    if (!hex.matches("[0-9a-f]{" + FEWEST_DIGITS + "," + algorithm.digits() + "}")) {
      throw new IllegalArgumentException(
          "a checksum has %d to %d hexadecimal digits, found '%s'"
              .formatted(FEWEST_DIGITS, algorithm.digits(), hex));
    }
  }

  /**
   * Reads one as {@code md5:…} or {@code sha256:…}.
   *
   * @throws IllegalArgumentException if it is not so
   */
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a checksum is md5:… or sha256:…, found '" + text + "'");
    }
    Algorithm algorithm = Algorithm.valueOf(text.substring(0, colon).toUpperCase(Locale.ROOT));
    return new Checksum(algorithm, text.substring(colon + 1));
  }

  /**
   * Whether a file's whole digest is this one.
   *
   * @param digest of the same algorithm, hexadecimal, lower case
   */
  public boolean matches(String digest) {
    return digest.length() == algorithm.digits() && digest.startsWith(hex);
  }

  /** The algorithm and the digits, for people. */
  @Override
  public String toString() {
    return algorithm.javaName() + " " + hex + (hex.length() < algorithm.digits() ? "…" : "");
  }
}
