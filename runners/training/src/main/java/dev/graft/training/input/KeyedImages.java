package dev.graft.training.input;

import dev.graft.training.features.Digest;
import java.util.Optional;

/** Images whose digests may be known before the images are there. */
public interface KeyedImages extends ImageSource {
  /**
   * What tells an image from all that look otherwise. Safe for use by several threads.
   *
   * @param index from 0 to {@code count() - 1}
   * @return empty if only the image itself tells: then it is the digest of its pixels
   */
  Optional<Digest> key(int index);
}
