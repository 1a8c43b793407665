package dev.graft.api.data;

import dev.graft.api.Image;
import dev.graft.api.Stable;

/**
 * A picture as it lies in its file, read but not decoded: reading and hashing a file costs a
 * fraction of decoding it. Both methods speak of the same bytes.
 *
 * @since 0.1
 */
@Stable
public interface EncodedPicture {
  /**
   * SHA-256 of the bytes, and of how they become an image: size, way of resizing. Equal sums mean
   * equal images, as long as the code that decodes is the same.
   *
   * @return 32 bytes
   */
  byte[] sha256();

  /**
   * Decodes it.
   *
   * @throws dev.graft.api.problem.ProblemException if it cannot be decoded, naming it
   */
  Image image();
}
