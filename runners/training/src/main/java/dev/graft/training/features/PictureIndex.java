package dev.graft.training.features;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which pixels the bytes of pictures decode to: from the SHA-256 of {@link
 * dev.graft.api.data.EncodedPicture} to that of the decoded pixels. With it, features are found
 * without decoding. For one thread.
 */
public final class PictureIndex {
  private final RunFeatures run;
  private final Optional<FeatureCache.Opened> opened;

  PictureIndex(RunFeatures run, Optional<FeatureCache.Opened> opened) {
    this.run = run;
    this.opened = opened;
  }

  /** How it is kept: under the code that decodes, Java's readers of pictures included. */
  static RecordFormat records(Class<?> decoder) {
    String key =
        String.join(
            "\n",
            "pixels of pictures, SHA-256",
            CodeVersion.of(List.of(decoder, PictureIndex.class)),
            System.getProperty("java.vm.vendor"),
            System.getProperty("java.runtime.version"));
    return new RecordFormat(Digest.of(key), Digest.BYTES, EntryDescription.pictures().json());
  }

  /** Whether nothing is known yet, so that looking is in vain. */
  public boolean isEmpty() {
    return opened.isEmpty() || opened.get().file().count() == 0;
  }

  /** The digest of the pixels that some bytes decode to. */
  public Optional<Digest> pixels(Digest encoded) {
    if (opened.isEmpty()) {
      return Optional.empty();
    }
    try {
      return opened.get().file().find(encoded).map(payload -> Digest.ofSum(bytes(payload)));
    } catch (IOException e) {
      run.cannotRead(e);
      return Optional.empty();
    }
  }

  private static byte[] bytes(ByteBuffer payload) {
    byte[] bytes = new byte[Digest.BYTES];
    payload.get(bytes);
    return bytes;
  }

  /** Keeps what has been decoded: pixels by encoded bytes. */
  public void add(Map<Digest, Digest> decoded) {
    if (opened.isEmpty() || decoded.isEmpty()) {
      return;
    }
    Map<Digest, Digest> sorted = new LinkedHashMap<>(decoded);
    List<Digest> keys = new ArrayList<>(sorted.keySet());
    List<ByteBuffer> payloads =
        keys.stream().map(key -> ByteBuffer.wrap(sorted.get(key).bytes())).toList();
    try {
      opened.get().append(keys, payloads);
    } catch (IOException e) {
      run.cannotWrite(e);
    }
  }
}
