package dev.graft.training.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a file holds, told by its first bytes and not by its name. */
enum FileContent {
  JPEG("a JPEG picture"),
  PNG("a PNG picture"),
  GIF("a GIF picture"),
  BMP("a BMP picture"),
  WEBP("a WebP picture"),
  TIFF("a TIFF picture"),
  HEIF("a HEIC or AVIF picture"),
  PSD("a Photoshop file"),
  PDF("a PDF document"),
  SVG("an SVG drawing"),
  HTML("HTML text"),
  GZIP("a gzip archive"),
  ZIP("a ZIP archive"),
  GIT_LFS("a Git LFS pointer, not the picture itself"),
  TEXT("text"),
  UNKNOWN("not a picture in any known format");

  private static final int TEXT_SAMPLE = 512;

  private final String description;

  FileContent(String description) {
    this.description = description;
  }

  /** What to call it after {@code is}. */
  String description() {
    return description;
  }

  /** Whether Graft can decode it. */
  boolean isReadable() {
    return compareTo(BMP) <= 0;
  }

  /** Whether it is a picture, if not one that Graft can decode. */
  boolean isPicture() {
    return compareTo(SVG) <= 0;
  }

  /** Tells what bytes are. */
  static FileContent of(byte[] bytes) {
    if (starts(bytes, 0, 0xff, 0xd8, 0xff)) {
      return JPEG;
    }
    if (starts(bytes, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return PNG;
    }
    if (starts(bytes, 0, 'G', 'I', 'F', '8')) {
      return GIF;
    }
    if (starts(bytes, 0, 'B', 'M') && bytes.length > 14) {
      return BMP;
    }
    if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
      return WEBP;
    }
    if (starts(bytes, 0, 'I', 'I', '*', 0) || starts(bytes, 0, 'M', 'M', 0, '*')) {
      return TIFF;
    }
    if (starts(bytes, 4, 'f', 't', 'y', 'p')) {
      return HEIF;
    }
    if (starts(bytes, 0, '8', 'B', 'P', 'S')) {
      return PSD;
    }
    if (starts(bytes, 0, '%', 'P', 'D', 'F')) {
      return PDF;
    }
    if (starts(bytes, 0, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (starts(bytes, 0, 'P', 'K', 3, 4)) {
      return ZIP;
    }
    return ofText(bytes);
  }

  private static FileContent ofText(byte[] bytes) {
    int length = Math.min(bytes.length, TEXT_SAMPLE);
    for (int i = 0; i < length; i++) {
      int value = bytes[i] & 0xff;
      if (value < ' ' && value != '\n' && value != '\r' && value != '\t') {
        return UNKNOWN;
      }
    }
    String text =
        new String(bytes, 0, length, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    if (text.contains("<html") || text.contains("<!doctype html")) {
      return HTML;
    }
    if (text.contains("<svg")) {
      return SVG;
    }
    return text.startsWith("version https://git-lfs") ? GIT_LFS : TEXT;
  }

  private static boolean starts(byte[] bytes, int from, int... expected) {
    if (bytes.length < from + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[from + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
