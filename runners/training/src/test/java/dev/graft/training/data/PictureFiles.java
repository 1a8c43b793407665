package dev.graft.training.data;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Writes picture files for tests. */
final class PictureFiles {
  private PictureFiles() {}

  /** A file as the JDK writes it. */
  static byte[] written(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, bytes)) {
      throw new IOException("the JDK cannot write " + image + " as " + format);
    }
    return bytes.toByteArray();
  }

  /** A JPEG file of the best quality of components as they are: one, three or four bands. */
  static byte[] jpegOfComponents(Raster components) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(1);
      writer.setOutput(out);
      writer.write(null, new IIOImage(components, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A progressive JPEG file. */
  static byte[] progressiveJpeg(BufferedImage image) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** Components that are the same everywhere. */
  static Raster uniform(int height, int width, int... values) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            java.awt.image.DataBuffer.TYPE_BYTE, width, height, values.length, null);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        raster.setPixel(x, y, values);
      }
    }
    return raster;
  }

  /** A JPEG file with one more segment, right after its beginning. */
  static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
    byte[] longer = new byte[jpeg.length + 4 + content.length];
    System.arraycopy(jpeg, 0, longer, 0, 2);
    longer[2] = (byte) 0xff;
    longer[3] = (byte) marker;
    longer[4] = (byte) ((content.length + 2) >> 8);
    longer[5] = (byte) (content.length + 2);
    System.arraycopy(content, 0, longer, 6, content.length);
    System.arraycopy(jpeg, 2, longer, 6 + content.length, jpeg.length - 2);
    return longer;
  }

  /** A JPEG file without its segments of one kind. */
  static byte[] withoutSegments(byte[] jpeg, int marker) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    kept.write(jpeg, 0, 2);
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xda) {
      int length = 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
      if ((jpeg[at + 1] & 0xff) != marker) {
        kept.write(jpeg, at, length);
      }
      at += length;
    }
    kept.write(jpeg, at, jpeg.length - at);
    return kept.toByteArray();
  }

  /** An Adobe segment's content. */
  static byte[] adobe(int transform) {
    byte[] content = new byte[12];
    System.arraycopy("Adobe".getBytes(StandardCharsets.ISO_8859_1), 0, content, 0, 5);
    content[6] = 100;
    content[11] = (byte) transform;
    return content;
  }

  /** EXIF data that tell an orientation and nothing else, from the TIFF header on. */
  static byte[] tiffOrientation(int value, boolean bigEndian) {
    byte[] big = {
      'M',
      'M',
      0,
      42,
      0,
      0,
      0,
      8, // header: the first directory is at 8
      0,
      1, // one entry
      0x01,
      0x12,
      0,
      3,
      0,
      0,
      0,
      1,
      0,
      (byte) value,
      0,
      0, // Orientation, short, 1 value
      0,
      0,
      0,
      0 // no further directory
    };
    byte[] little = {
      'I',
      'I',
      42,
      0,
      8,
      0,
      0,
      0, //
      1,
      0, //
      0x12,
      0x01,
      3,
      0,
      1,
      0,
      0,
      0,
      (byte) value,
      0,
      0,
      0, //
      0,
      0,
      0,
      0
    };
    return bigEndian ? big : little;
  }

  /** The content of a JPEG's EXIF segment. */
  static byte[] exif(byte[] tiff) {
    byte[] content = new byte[6 + tiff.length];
    System.arraycopy("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1), 0, content, 0, 6);
    System.arraycopy(tiff, 0, content, 6, tiff.length);
    return content;
  }

  /** A PNG file's first bytes. */
  static byte[] pngSignature() {
    return new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  }

  /** A whole PNG file of samples as they are, unfiltered. */
  static byte[] png(int height, int width, int bits, int colourType, byte[] samples)
      throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(pngSignature());
    file.write(chunk("IHDR", pngHeader(height, width, bits, colourType)));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      int line = samples.length / height;
      for (int y = 0; y < height; y++) {
        deflater.write(0);
        deflater.write(samples, y * line, line);
      }
    }
    file.write(chunk("IDAT", packed.toByteArray()));
    file.write(chunk("IEND", new byte[0]));
    return file.toByteArray();
  }

  /** The content of a PNG's header chunk. */
  static byte[] pngHeader(int height, int width, int bits, int colourType) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(header)) {
      out.writeInt(width);
      out.writeInt(height);
      out.write(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0});
    }
    return header.toByteArray();
  }

  /** A PNG chunk. */
  static byte[] chunk(String type, byte[] content) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content);
    try (DataOutputStream out = new DataOutputStream(chunk)) {
      out.writeInt(content.length);
      out.write(name);
      out.write(content);
      out.writeInt((int) crc.getValue());
    }
    return chunk.toByteArray();
  }

  /** A PNG file with one more chunk, right after its header. */
  static byte[] withChunk(byte[] png, byte[] chunk) {
    int header = 8 + 12 + 13;
    byte[] longer = new byte[png.length + chunk.length];
    System.arraycopy(png, 0, longer, 0, header);
    System.arraycopy(chunk, 0, longer, header, chunk.length);
    System.arraycopy(png, header, longer, header + chunk.length, png.length - header);
    return longer;
  }

  /** An image of values row by row. */
  static Image image(int height, int width, int channels, int... values) {
    byte[] pixels = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (byte) values[i];
    }
    return new Image(new ImageSize(height, width, channels), pixels);
  }

  /** An image's values row by row. */
  static int[] values(Image image) {
    int[] values = new int[image.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.pixels()[i] & 0xff;
    }
    return values;
  }

  /** A picture of noise, the same each time. */
  static BufferedImage noise(int height, int width) {
    java.util.Random random = new java.util.Random(7);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    return image;
  }

  /** A smooth picture, such as JPEG keeps well. */
  static BufferedImage slope(int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * y / height;
        int green = 255 * x / width;
        int blue = 255 * (x + y) / (height + width);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
    return image;
  }
}
