package dev.graft.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.graft.api.Image;
import dev.graft.api.ImageSize;
import dev.graft.api.data.ImageInput;
import dev.graft.api.data.Resize;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureReaderTest {
  private static final int GREY = 0;
  private static final int RGB = 2;
  private static final int GREY_ALPHA = 4;
  private static final int RGBA = 6;

  @TempDir Path folder;

  @Test
  void aColourPngIsReadAsItIs() throws IOException {
    byte[] png = PictureFiles.png(1, 2, 8, RGB, bytes(1, 2, 3, 250, 128, 0));

    assertThat(read(png, 1, 2, 3)).containsExactly(1, 2, 3, 250, 128, 0);
  }

  @Test
  void aGreyPngKeepsItsValuesInEveryChannel() throws IOException {
    // Java takes greys for linear light: getRGB would make 137 of 64.
    byte[] png = PictureFiles.png(1, 3, 8, GREY, bytes(0, 64, 200));

    assertThat(read(png, 1, 3, 3)).containsExactly(0, 0, 0, 64, 64, 64, 200, 200, 200);
    assertThat(read(png, 1, 3, 1)).containsExactly(0, 64, 200);
  }

  @Test
  void colourBecomesLumaAsInPillow() throws IOException {
    byte[] png =
        PictureFiles.png(1, 4, 8, RGB, bytes(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 200, 90));

    // 0.299 R + 0.587 G + 0.114 B: 76.2, 149.7, 29.1, 130.7.
    assertThat(read(png, 1, 4, 1)).containsExactly(76, 150, 29, 131);
  }

  @Test
  void sixteenBitsAreRoundedToEight() throws IOException {
    byte[] grey = PictureFiles.png(1, 3, 16, GREY, bytes(0xff, 0xff, 0x80, 0x00, 0x00, 0xff));
    byte[] colour = PictureFiles.png(1, 1, 16, RGB, bytes(0xff, 0xff, 0x40, 0x40, 0x00, 0x00));

    assertThat(read(grey, 1, 3, 1)).containsExactly(255, 128, 1);
    assertThat(read(colour, 1, 1, 3)).containsExactly(255, 64, 0);
  }

  @Test
  void oneBitIsBlackAndWhite() throws IOException {
    byte[] png = PictureFiles.png(1, 8, 1, GREY, bytes(0b10110001));

    assertThat(read(png, 1, 8, 1)).containsExactly(255, 0, 255, 255, 0, 0, 0, 255);
  }

  @Test
  void whatIsTransparentLiesOverWhite() throws IOException {
    byte[] rgba =
        PictureFiles.png(1, 3, 8, RGBA, bytes(200, 100, 0, 255, 200, 100, 0, 0, 200, 100, 0, 128));
    byte[] greyAlpha = PictureFiles.png(1, 2, 8, GREY_ALPHA, bytes(10, 255, 10, 0));

    // 128/255 of the colour and 127/255 of white.
    assertThat(read(rgba, 1, 3, 3)).containsExactly(200, 100, 0, 255, 255, 255, 227, 177, 127);
    assertThat(read(greyAlpha, 1, 2, 1)).containsExactly(10, 255);
  }

  @Test
  void aPaletteIsLookedUp() throws IOException {
    // A full palette: the JDK writes a BMP of a shorter one wrongly.
    byte[] red = Arrays.copyOf(bytes(255, 10, 0), 256);
    byte[] green = Arrays.copyOf(bytes(0, 20, 0), 256);
    byte[] blue = Arrays.copyOf(bytes(0, 30, 255), 256);
    BufferedImage image = indexed(new IndexColorModel(8, 256, red, green, blue), 0, 1, 2);

    for (String format : List.of("png", "gif", "bmp")) {
      assertThat(read(PictureFiles.written(image, format), 1, 3, 3))
          .as(format)
          .containsExactly(255, 0, 0, 10, 20, 30, 0, 0, 255);
    }
  }

  @Test
  void aTransparentPaletteEntryLiesOverWhite() throws IOException {
    byte[] values = bytes(40, 10, 0);
    BufferedImage image = indexed(new IndexColorModel(8, 3, values, values, values, 1), 0, 1, 2);

    for (String format : List.of("png", "gif")) {
      assertThat(read(PictureFiles.written(image, format), 1, 3, 1))
          .as(format)
          .containsExactly(40, 255, 0);
    }
  }

  @Test
  void bmpIsReadAsItIs() throws IOException {
    BufferedImage image = PictureFiles.noise(5, 7);

    assertThat(read(PictureFiles.written(image, "bmp"), 5, 7, 3)).containsExactly(pixels(image));
  }

  @Test
  void theFirstFrameOfAGifIsRead() throws IOException {
    IndexColorModel model = new IndexColorModel(8, 2, bytes(5, 9), bytes(6, 10), bytes(7, 11));
    var writer = ImageIO.getImageWritersByFormatName("gif").next();
    Path file = folder.resolve("two.gif");
    try (var out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      writer.writeToSequence(new javax.imageio.IIOImage(indexed(model, 0, 0), null, null), null);
      writer.writeToSequence(new javax.imageio.IIOImage(indexed(model, 1, 1), null, null), null);
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }

    assertThat(PictureFiles.values(reader(1, 2, 3).read(file))).containsExactly(5, 6, 7, 5, 6, 7);
  }

  @Test
  void aJpegHasThePixelsOfLibjpeg() throws IOException {
    byte[] jpeg = PictureFiles.written(PictureFiles.noise(37, 50), "jpeg");

    assertThat(read(jpeg, 37, 50, 3))
        .containsExactly(pixels(ImageIO.read(new ByteArrayInputStream(jpeg))));
  }

  @Test
  void aGreyJpegKeepsItsValues() throws IOException {
    byte[] jpeg = PictureFiles.jpegOfComponents(PictureFiles.uniform(8, 8, 64));

    assertThat(read(jpeg, 8, 8, 1)).containsOnly(64);
    assertThat(read(jpeg, 8, 8, 3)).containsOnly(64);
  }

  @Test
  void aColourProfileAndADamagedOneChangeNothing() throws IOException {
    byte[] jpeg = PictureFiles.written(PictureFiles.slope(16, 16), "jpeg");
    byte[] damaged =
        "ICC_PROFILE\0\7\2 no profile".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    byte[] linear =
        java.awt.color.ICC_Profile.getInstance(java.awt.color.ColorSpace.CS_LINEAR_RGB).getData();
    byte[] profile = new byte[14 + linear.length];
    System.arraycopy(damaged, 0, profile, 0, 12);
    profile[12] = 1;
    profile[13] = 1;
    System.arraycopy(linear, 0, profile, 14, linear.length);

    int[] plain = read(jpeg, 16, 16, 3);
    assertThat(read(PictureFiles.withSegment(jpeg, 0xe2, damaged), 16, 16, 3)).isEqualTo(plain);
    assertThat(read(PictureFiles.withSegment(jpeg, 0xe2, profile), 16, 16, 3)).isEqualTo(plain);
  }

  @Test
  void componentsMeanWhatTheMarkersSay() throws IOException {
    byte[] components =
        PictureFiles.withoutSegments(
            PictureFiles.jpegOfComponents(PictureFiles.uniform(8, 8, 150, 100, 180)), 0xe0);
    int[] asRgb = {150, 100, 180};
    // R = Y + 1.402 (Cr - 128), G = Y - 0.344 (Cb - 128) - 0.714 (Cr - 128), B = Y + 1.772 (Cb -
    // 128)
    int[] asYcc = {223, 123, 100};

    byte[] jfif = "JFIF\0\1\1\0\0\1\0\1\0\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    assertColour(PictureFiles.withSegment(components, 0xee, PictureFiles.adobe(0)), asRgb);
    assertColour(PictureFiles.withSegment(components, 0xee, PictureFiles.adobe(1)), asYcc);
    assertColour(PictureFiles.withSegment(components, 0xe0, jfif), asYcc);
    // With EXIF and neither JFIF nor Adobe, as cameras write, in full chroma resolution.
    assertColour(
        PictureFiles.withSegment(
            components, 0xe1, PictureFiles.exif(PictureFiles.tiffOrientation(1, true))),
        asYcc);
  }

  @Test
  void cmykIsReadInBothPolarities() throws IOException {
    byte[] components =
        PictureFiles.jpegOfComponents(PictureFiles.uniform(8, 8, 200, 100, 50, 128));

    // Adobe stores what the ink lets through: 200 * 128 / 255 and so on.
    assertColour(PictureFiles.withSegment(components, 0xee, PictureFiles.adobe(0)), 100, 50, 25);
    // Others store ink: (255 - 200) * (255 - 128) / 255 and so on.
    assertColour(components, 27, 77, 102);
  }

  @Test
  void ycckIsRead() throws IOException {
    byte[] components =
        PictureFiles.jpegOfComponents(PictureFiles.uniform(8, 8, 150, 100, 180, 128));

    // As YCbCr: 223, 123, 100; inverted: 32, 132, 155; times 128 / 255.
    assertColour(PictureFiles.withSegment(components, 0xee, PictureFiles.adobe(2)), 16, 66, 78);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aJpegIsTurnedAsItsExifSays(int tag) throws IOException {
    byte[] plain = PictureFiles.written(PictureFiles.slope(24, 40), "jpeg");
    Image lying = reader(24, 40, 3).read(plain, "plain");
    Image expected = Orientation.ofTag(tag).upright(lying);
    int height = expected.size().height();
    int width = expected.size().width();

    for (boolean bigEndian : new boolean[] {true, false}) {
      byte[] exif = PictureFiles.exif(PictureFiles.tiffOrientation(tag, bigEndian));
      byte[] jpeg = PictureFiles.withSegment(plain, 0xe1, exif);
      assertThat(reader(height, width, 3).read(jpeg, "turned")).isEqualTo(expected);
    }
  }

  @Test
  void aPngIsTurnedAsItsExifSays() throws IOException {
    byte[] png = PictureFiles.png(1, 3, 8, GREY, bytes(1, 2, 3));
    byte[] exif = PictureFiles.chunk("eXIf", PictureFiles.tiffOrientation(3, true));

    assertThat(read(PictureFiles.withChunk(png, exif), 1, 3, 1)).containsExactly(3, 2, 1);
  }

  @Test
  void brokenExifDataTurnNothing() throws IOException {
    byte[] plain = PictureFiles.written(PictureFiles.slope(8, 8), "jpeg");
    byte[] tiff = PictureFiles.tiffOrientation(6, true);

    for (int length : new int[] {0, 1, 7, 9, 15}) {
      byte[] exif = PictureFiles.exif(Arrays.copyOf(tiff, length));
      assertThat(read(PictureFiles.withSegment(plain, 0xe1, exif), 8, 8, 3))
          .isEqualTo(read(plain, 8, 8, 3));
    }
  }

  @Test
  void turningAfterResizingIsTurningBeforeIt() throws IOException {
    BufferedImage tall = PictureFiles.noise(30, 20);
    BufferedImage lying = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 30; y++) {
      for (int x = 0; x < 20; x++) {
        // Stored so that a quarter turn clockwise (tag 6) puts it upright.
        lying.setRGB(y, 19 - x, tall.getRGB(x, y));
      }
    }
    byte[] exif = PictureFiles.chunk("eXIf", PictureFiles.tiffOrientation(6, false));
    byte[] turned = PictureFiles.withChunk(PictureFiles.written(lying, "png"), exif);
    ImageInput crop = new ImageInput(ImageSize.rgb(7, 9), Resize.CROP, 0.8);

    int[] found = PictureFiles.values(new PictureReader(crop).read(turned, "turned"));
    int[] expected =
        PictureFiles.values(
            new PictureReader(crop).read(PictureFiles.written(tall, "png"), "tall"));

    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).as("value " + i).isCloseTo(expected[i], within(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 16, 4, 4, 1, 0, 4, 8", "16, 8, 4, 4, 1, 4, 0, 8", "16, 16, 4, 4, 0.5, 4, 4, 8"})
  void aCropLeavesTheMiddle(
      int height, int width, int newHeight, int newWidth, double share, int top, int left, int side)
      throws IOException {
    // The middle white, the rest black: a crop of the middle has white at its centre.
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = top; y < top + side; y++) {
      for (int x = left; x < left + side; x++) {
        image.setRGB(x, y, Color.WHITE.getRGB());
      }
    }
    ImageInput crop = new ImageInput(new ImageSize(newHeight, newWidth, 1), Resize.CROP, share);

    int[] cropped =
        PictureFiles.values(new PictureReader(crop).read(PictureFiles.written(image, "png"), ""));

    // Inner pixels see nothing of the black; at the box's edge the filter reaches over it.
    assertThat(new int[] {cropped[5], cropped[6], cropped[9], cropped[10]}).containsOnly(255);
    assertThat(IntStream.of(cropped)).allMatch(value -> value > 127);
  }

  @Test
  void aCropKeepsProportionsForAnOblongInput() throws IOException {
    // A picture of 100 x 100 for an input of 10 x 20: the middle 50 rows, all columns.
    BufferedImage image = new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 100; y++) {
      for (int x = 0; x < 100; x++) {
        image.setRGB(x, y, y << 16 | x << 8);
      }
    }
    ImageInput crop = new ImageInput(ImageSize.rgb(10, 20), Resize.CROP, 1);

    Image cropped = new PictureReader(crop).read(PictureFiles.written(image, "png"), "");

    // Row 3 covers rows 40 to 45 (mean 42), column 7 columns 35 to 40 (mean 37).
    assertThat(cropped.at(3, 7, 0)).isEqualTo(42);
    assertThat(cropped.at(3, 7, 1)).isEqualTo(37);
  }

  @Test
  void theNameDoesNotMatter() throws IOException {
    Path file = folder.resolve("png.jpg");
    Files.write(file, PictureFiles.png(1, 1, 8, GREY, bytes(77)));

    assertThat(PictureFiles.values(reader(1, 1, 1).read(file))).containsExactly(77);
  }

  @Test
  void manyThreadsReadAsOne() throws IOException {
    byte[] jpeg = PictureFiles.written(PictureFiles.noise(60, 80), "jpeg");
    PictureReader reader = reader(32, 32, 3);
    Image expected = reader.read(jpeg, "");

    assertThat(IntStream.range(0, 64).parallel().mapToObj(i -> reader.read(jpeg, "")))
        .allMatch(expected::equals);
  }

  private static void assertColour(byte[] jpeg, int... rgb) {
    int[] found = read(jpeg, 1, 1, 3);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(found[channel]).as("channel " + channel).isCloseTo(rgb[channel], within(2));
    }
  }

  private static int[] read(byte[] file, int height, int width, int channels) {
    return PictureFiles.values(reader(height, width, channels).read(file, "test"));
  }

  private static PictureReader reader(int height, int width, int channels) {
    return new PictureReader(ImageInput.stretch(new ImageSize(height, width, channels)));
  }

  private static int[] pixels(BufferedImage image) {
    int[] values = new int[image.getWidth() * image.getHeight() * 3];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int rgb = image.getRGB(x, y);
        values[at++] = rgb >> 16 & 0xff;
        values[at++] = rgb >> 8 & 0xff;
        values[at++] = rgb & 0xff;
      }
    }
    return values;
  }

  private static BufferedImage indexed(IndexColorModel model, int... row) {
    BufferedImage image = new BufferedImage(row.length, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
    image.getRaster().setPixels(0, 0, row.length, 1, row);
    return image;
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
