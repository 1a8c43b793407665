package dev.graft.training.data;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What stands in a JPEG file before its pixels (ITU-T T.81, annex B).
 *
 * @param height rows
 * @param width pixels of a row
 * @param process number of the start-of-frame marker: 0 baseline, 1 extended, 2 progressive, …
 * @param precision bits of a sample
 * @param colours what the components mean
 * @param exif EXIF data from the TIFF header on, if there are any
 * @param scan offset of the first start-of-scan marker
 */
record JpegHeader(
    int height,
    int width,
    int process,
    int precision,
    JpegColours colours,
    Optional<byte[]> exif,
    int scan) {
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP14 = 0xee;
  private static final int APP15 = 0xef;
  private static final int COMMENT = 0xfe;
  private static final int START_OF_SCAN = 0xda;

  /** A JFIF segment of version 1.1, with no thumbnail. */
  private static final byte[] JFIF = {
    (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  /**
   * Reads a file's header.
   *
   * @throws EOFException if the file ends in it
   * @throws IOException if it is damaged
   */
  static JpegHeader of(byte[] bytes) throws IOException {
    int[] frame = null;
    int process = -1;
    boolean jfif = false;
    int adobeTransform = -1;
    byte[] exif = null;
    Segments segments = new Segments(bytes);
    while (segments.next()) {
      int marker = segments.marker;
      if (marker == START_OF_SCAN) {
        break;
      } else if (isStartOfFrame(marker)) {
        process = marker - 0xc0;
        frame = segments.content();
      } else if (marker == APP0 && segments.holds("JFIF\0")) {
        jfif = true;
      } else if (marker == APP14 && segments.holds("Adobe") && segments.length() >= 12) {
        adobeTransform = bytes[segments.start + 11] & 0xff;
      } else if (marker == APP1 && exif == null && segments.holds("Exif\0")) {
        exif = Arrays.copyOfRange(bytes, Math.min(segments.start + 6, segments.end), segments.end);
      }
    }
    if (frame == null || frame.length < 6 || frame.length < 6 + 3 * frame[5]) {
      throw new IOException("no frame header before the first scan");
    }
    int components = frame[5];
    int[] ids = new int[components];
    for (int i = 0; i < components; i++) {
      ids[i] = frame[6 + 3 * i];
    }
    int height = frame[1] << 8 | frame[2];
    int width = frame[3] << 8 | frame[4];
    if (height == 0 || width == 0) {
      throw new IOException("a picture of " + height + " x " + width + " pixels");
    }
    return new JpegHeader(
        height,
        width,
        process,
        frame[0],
        JpegColours.of(ids, jfif, adobeTransform),
        Optional.ofNullable(exif),
        segments.markerStart);
  }

  /** Whether the JDK decodes this kind. */
  boolean isDecodable() {
    return process <= 2 && precision == 8 && colours != JpegColours.UNKNOWN;
  }

  /** Whether it has several scans, each making the picture finer. */
  boolean isProgressive() {
    return process == 2;
  }

  /** Whether a file goes on to the marker of its end. */
  static boolean hasEnd(byte[] bytes) throws IOException {
    Segments segments = new Segments(bytes);
    try {
      while (segments.next()) {
        // Between the segments lie the scans, in which no byte looks like a marker.
      }
      return true;
    } catch (EOFException e) {
      return false;
    }
  }

  /** The kind, in words. */
  String kind() {
    if (process > 2) {
      return process == 3 ? "lossless" : process >= 9 ? "arithmetic coding" : "hierarchical";
    }
    return precision == 8 ? "neither 1, 3 nor 4 components" : precision + " bits a sample";
  }

  /**
   * The file without colour profile, EXIF, thumbnails and comments, on whose damages the decoder
   * would stumble though no pixel depends on them. That components are YCbCr is said by a JFIF
   * segment, in place of whatever said so: the JDK has rules of its own where there is none.
   */
  byte[] withoutMetadata(byte[] bytes) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(bytes.length);
    kept.write(bytes, 0, 2);
    if (colours == JpegColours.YCBCR) {
      kept.write(JFIF);
    }
    Segments segments = new Segments(bytes);
    while (segments.next() && segments.markerStart < scan) {
      boolean metadata =
          segments.marker == COMMENT
              || (segments.marker >= APP0
                  && segments.marker <= APP15
                  && !isNeeded(segments.marker));
      if (!metadata) {
        kept.write(bytes, segments.markerStart, segments.end - segments.markerStart);
      }
    }
    kept.write(bytes, scan, bytes.length - scan);
    return kept.toByteArray();
  }

  private boolean isNeeded(int application) {
    return application == APP14 && colours != JpegColours.YCBCR;
  }

  private static boolean isStartOfFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }

  /** Goes from segment to segment. */
  private static final class Segments {
    private final byte[] bytes;
    private int marker;
    private int markerStart;
    private int start;
    private int end = 2;

    Segments(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Goes to the next segment; false at the end of the picture. */
    boolean next() throws IOException {
      int at = end;
      // Decoders skip bytes that belong to nothing; several 0xff may stand before a marker.
      while (byteAt(at) != 0xff || byteAt(at + 1) == 0xff || byteAt(at + 1) == 0) {
        at++;
      }
      markerStart = at;
      marker = byteAt(at + 1);
      start = at + 2;
      if (marker == 0xd9) {
        return false;
      }
      if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
        end = start;
        return true;
      }
      int length = byteAt(start) << 8 | byteAt(start + 1);
      if (length < 2) {
        throw new IOException("a segment of " + length + " bytes");
      }
      end = start + length;
      if (end > bytes.length) {
        throw new EOFException();
      }
      start += 2;
      return true;
    }

    int length() {
      return end - start;
    }

    boolean holds(String name) {
      byte[] expected = name.getBytes(StandardCharsets.ISO_8859_1);
      return length() >= expected.length
          && Arrays.equals(bytes, start, start + expected.length, expected, 0, expected.length);
    }

    int[] content() {
      int[] content = new int[length()];
      for (int i = 0; i < content.length; i++) {
        content[i] = bytes[start + i] & 0xff;
      }
      return content;
    }

    private int byteAt(int at) throws EOFException {
      if (at >= bytes.length) {
        throw new EOFException();
      }
      return bytes[at] & 0xff;
    }
  }
}
