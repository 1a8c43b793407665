package dev.graft.training.data;

import dev.graft.api.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Decodes pictures with the JDK's own readers, which are asked for by name: other readers on the
 * class path would make other pixels of the same file. Safe for use by several threads.
 */
final class PictureDecoder {
  private static final String REPLACE = "replace the file by a good copy, or remove it";
  private static final int PNG_FIRST_CHUNK = 8;
  private static final int PNG_CHUNK_FRAME = 12;

  private final Map<FileContent, ImageReaderSpi> readers = new TreeMap<>();

  PictureDecoder() {
    List<String> found = new ArrayList<>();
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, true)
        .forEachRemaining(
            provider -> {
              String type = provider.getPluginClassName();
              found.add(type);
              if (type.startsWith("com.sun.imageio.plugins.")) {
                for (String format : provider.getFormatNames()) {
                  switch (format) {
                    case "JPEG" -> readers.put(FileContent.JPEG, provider);
                    case "PNG" -> readers.put(FileContent.PNG, provider);
                    case "GIF" -> readers.put(FileContent.GIF, provider);
                    case "BMP" -> readers.put(FileContent.BMP, provider);
                    default -> {
                      // Another format, or another name of one of these.
                    }
                  }
                }
              }
            });
    if (readers.size() < 4) {
      throw new IllegalStateException(
          "this JDK does not bring readers of JPEG, PNG, GIF and BMP; found only " + found);
    }
  }

  /**
   * Decodes a picture.
   *
   * @param bytes the content of its file
   * @throws UnreadablePictureException if it is none, is damaged, or is too large
   */
  DecodedPicture decode(byte[] bytes) throws UnreadablePictureException {
    if (bytes.length == 0) {
      throw unreadable("is 0 bytes", REPLACE, null);
    }
    FileContent content = FileContent.of(bytes);
    if (!content.isReadable()) {
      throw new UnreadablePictureException(
          Problem.of("is " + content.description())
              .expecting("a JPEG, PNG, GIF or BMP picture")
              .withRemedy(
                  content.isPicture()
                      ? "convert it to JPEG or PNG, or remove it"
                      : "replace the file by the picture, or remove it"));
    }
    try {
      if (content == FileContent.JPEG) {
        return jpeg(bytes);
      }
      Orientation orientation =
          content == FileContent.PNG ? pngOrientation(bytes) : Orientation.UPRIGHT;
      return new DecodedPicture(other(content, bytes), orientation);
    } catch (EOFException e) {
      throw unreadable(content + " data ends early", REPLACE, e);
    } catch (IOException | RuntimeException e) {
      // The JDK's readers throw runtime exceptions of all kinds on damaged data.
      if (endsEarly(e)) {
        throw unreadable(content + " data ends early", REPLACE, e);
      }
      String detail = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
      throw unreadable(content + " data is damaged" + detail, REPLACE, e);
    }
  }

  private DecodedPicture jpeg(byte[] bytes) throws IOException, UnreadablePictureException {
    JpegHeader header = JpegHeader.of(bytes);
    if (!header.isDecodable()) {
      throw unreadable(
          "is a JPEG picture of a kind Graft does not read (%s)".formatted(header.kind()),
          "save it again as baseline or progressive JPEG, or as PNG",
          null);
    }
    checkSize(header.height(), header.width());
    List<String> warnings = new ArrayList<>();
    PixelRows rows =
        withReader(
            FileContent.JPEG,
            header.withoutMetadata(bytes),
            warnings,
            reader -> JpegRows.read(reader, header.colours()));
    if (!warnings.isEmpty() && endsEarly(header, bytes, warnings)) {
      throw unreadable("JPEG data ends early", REPLACE, null);
    }
    return new DecodedPicture(
        rows, header.exif().map(ExifOrientation::of).orElse(Orientation.UPRIGHT));
  }

  /**
   * libjpeg fills what is missing with grey and only warns, of the first damage it meets. A lacking
   * end marker alone does no harm, unless further scans may be missing.
   */
  private static boolean endsEarly(JpegHeader header, byte[] bytes, List<String> warnings)
      throws IOException {
    if (warnings.stream().anyMatch(w -> w.contains("premature end of data"))) {
      return true;
    }
    return !JpegHeader.hasEnd(bytes)
        && (header.isProgressive()
            || warnings.stream().anyMatch(w -> w.contains("Corrupt JPEG data")));
  }

  private PixelRows other(FileContent content, byte[] bytes)
      throws IOException, UnreadablePictureException {
    List<String> warnings = new ArrayList<>();
    PixelRows rows =
        withReader(
            content,
            bytes,
            warnings,
            reader -> {
              checkSize(reader.getHeight(0), reader.getWidth(0));
              return new BufferedImageRows(reader.read(0));
            });
    if (warnings.stream().anyMatch(w -> w.contains("Out-of-sequence code"))) {
      throw unreadable(content + " data is damaged", REPLACE, null);
    }
    return rows;
  }

  private PixelRows withReader(
      FileContent content, byte[] bytes, List<String> warnings, Reading reading)
      throws IOException, UnreadablePictureException {
    ImageReader reader = readers.get(content).createReaderInstance();
    try (ByteArrayImageInputStream stream = new ByteArrayImageInputStream(bytes)) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
      reader.setInput(stream, true, true);
      return reading.of(reader);
    } finally {
      reader.dispose();
    }
  }

  private static void checkSize(int height, int width) throws UnreadablePictureException {
    if ((long) height * width > PictureReader.MOST_PIXELS) {
      throw unreadable(
          "is a picture of %d x %d pixels (height x width), more than %d megapixels"
              .formatted(height, width, PictureReader.MOST_PIXELS / 1_000_000),
          "make it smaller, or remove it",
          null);
    }
  }

  private static UnreadablePictureException unreadable(
      String what, String remedy, Exception cause) {
    return new UnreadablePictureException(Problem.of(what).withRemedy(remedy), cause);
  }

  private static boolean endsEarly(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof EOFException
          || message.contains("No image data present")
          || message.contains("Invalid block length for LZW")) {
        return true;
      }
    }
    return false;
  }

  /** PNG may carry EXIF data in a chunk {@code eXIf}. */
  private static Orientation pngOrientation(byte[] bytes) {
    ByteBuffer chunks = ByteBuffer.wrap(bytes);
    long at = PNG_FIRST_CHUNK;
    while (at + PNG_CHUNK_FRAME <= bytes.length) {
      int length = chunks.getInt((int) at);
      String type = new String(bytes, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
      if (length < 0 || at + PNG_CHUNK_FRAME + length > bytes.length) {
        break;
      }
      if (type.equals("eXIf")) {
        byte[] tiff = new byte[length];
        chunks.get((int) at + 8, tiff);
        return ExifOrientation.of(tiff);
      }
      at += PNG_CHUNK_FRAME + length;
    }
    return Orientation.UPRIGHT;
  }

  /** What is done with an open reader. */
  private interface Reading {
    PixelRows of(ImageReader reader) throws IOException, UnreadablePictureException;
  }
}
