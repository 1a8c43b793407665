package dev.graft.training.data;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;

/**
 * A JPEG picture's components, made RGB or grey row by row. YCbCr is made RGB by the JDK's libjpeg;
 * CMYK by the plain formula of TensorFlow and Pillow, without a profile.
 */
final class JpegRows implements PixelRows {
  private static final ColorModel RGB =
      new ComponentColorModel(
          ColorSpace.getInstance(ColorSpace.CS_sRGB),
          false,
          false,
          Transparency.OPAQUE,
          DataBuffer.TYPE_BYTE);

  /** Each byte as a float: fetched sooner than converted. */
  private static final float[] VALUES = new float[256];

  static {
    for (int i = 0; i < VALUES.length; i++) {
      VALUES[i] = i;
    }
  }

  private final Raster raster;
  private final JpegColours colours;
  private final byte[] samples;
  private final int scanline;

  private JpegRows(Raster raster, JpegColours colours) {
    if (raster.getNumBands() != colours.components()
        || !(raster.getSampleModel() instanceof ComponentSampleModel model)
        || !(raster.getDataBuffer() instanceof DataBufferByte buffer)
        || model.getPixelStride() != colours.components()) {
      throw new IllegalStateException("unexpected raster " + raster + " for " + colours);
    }
    this.raster = raster;
    this.colours = colours;
    this.samples = buffer.getData();
    this.scanline = model.getScanlineStride();
  }

  /**
   * Decodes a picture.
   *
   * @param reader has the picture, as {@link JpegHeader#withoutMetadata} leaves it
   * @param colours what its components mean
   */
  static JpegRows read(ImageReader reader, JpegColours colours) throws IOException {
    if (colours != JpegColours.YCBCR) {
      return new JpegRows(reader.readRaster(0, null), colours);
    }
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, width, height, 3 * width, 3, new int[] {0, 1, 2}, null);
    ImageReadParam into = reader.getDefaultReadParam();
    into.setDestination(new BufferedImage(RGB, raster, false, null));
    reader.read(0, into);
    return new JpegRows(raster, JpegColours.RGB);
  }

  @Override
  public int height() {
    return raster.getHeight();
  }

  @Override
  public int width() {
    return raster.getWidth();
  }

  @Override
  public int channels() {
    return colours == JpegColours.GREY ? 1 : 3;
  }

  @Override
  public void read(int y, float[] row) {
    int at = y * scanline;
    switch (colours) {
      case GREY, RGB -> {
        for (int i = 0; i < width() * channels(); i++) {
          row[i] = VALUES[samples[at + i] & 0xff];
        }
      }
      case CMYK, INVERTED_CMYK -> cmyk(at, row, colours == JpegColours.CMYK ? 0xff : 0);
      case INVERTED_YCCK -> ycck(at, row);
      case YCBCR, UNKNOWN -> throw new IllegalStateException("components are " + colours);
    }
  }

  /** Multiplies what each ink lets through; {@code flip} turns amounts of ink into that. */
  private void cmyk(int start, float[] row, int flip) {
    int at = start;
    for (int i = 0; i < width() * 3; i += 3) {
      int key = (samples[at + 3] & 0xff) ^ flip;
      row[i] = times((samples[at] & 0xff) ^ flip, key);
      row[i + 1] = times((samples[at + 1] & 0xff) ^ flip, key);
      row[i + 2] = times((samples[at + 2] & 0xff) ^ flip, key);
      at += 4;
    }
  }

  /** YCCK is {@code 255 - CMY} as YCbCr, and K as it is. */
  private void ycck(int start, float[] row) {
    int at = start;
    for (int i = 0; i < width() * 3; i += 3) {
      int luma = samples[at] & 0xff;
      int blue = samples[at + 1] & 0xff;
      int red = samples[at + 2] & 0xff;
      int key = samples[at + 3] & 0xff;
      row[i] = times(255 - YccToRgb.red(luma, red), key);
      row[i + 1] = times(255 - YccToRgb.green(luma, blue, red), key);
      row[i + 2] = times(255 - YccToRgb.blue(luma, blue), key);
      at += 4;
    }
  }

  private static int times(int a, int b) {
    return (a * b + 127) / 255;
  }
}
