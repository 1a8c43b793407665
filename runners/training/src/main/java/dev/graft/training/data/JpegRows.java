package dev.graft.training.data;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;

/**
 * A JPEG picture's components, made RGB or grey row by row, as libjpeg does it. CMYK becomes RGB by
 * the plain formula of TensorFlow and Pillow, without a profile.
 */
final class JpegRows implements PixelRows {
  private final Raster raster;
  private final JpegColours colours;
  private final byte[] samples;
  private final int scanline;

  JpegRows(Raster raster, JpegColours colours) {
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
          row[i] = samples[at + i] & 0xff;
        }
      }
      case YCBCR -> yCbCr(at, row);
      case CMYK, INVERTED_CMYK -> cmyk(at, row, colours == JpegColours.CMYK ? 0xff : 0);
      case INVERTED_YCCK -> ycck(at, row);
      case UNKNOWN -> throw new IllegalStateException("components of unknown meaning");
    }
  }

  private void yCbCr(int start, float[] row) {
    int at = start;
    for (int i = 0; i < width() * 3; i += 3) {
      long colours = colours(at);
      row[i] = YccToRgb.red(colours);
      row[i + 1] = YccToRgb.green(colours);
      row[i + 2] = YccToRgb.blue(colours);
      at += 3;
    }
  }

  private long colours(int at) {
    return YccToRgb.of(samples[at] & 0xff, samples[at + 1] & 0xff, samples[at + 2] & 0xff);
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
      long colours = colours(at);
      int key = samples[at + 3] & 0xff;
      row[i] = times(255 - YccToRgb.red(colours), key);
      row[i + 1] = times(255 - YccToRgb.green(colours), key);
      row[i + 2] = times(255 - YccToRgb.blue(colours), key);
      at += 4;
    }
  }

  private static int times(float a, int b) {
    return (Math.round(a) * b + 127) / 255;
  }
}
