package dev.graft.training.data;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;

/**
 * The pixels of a decoded picture as 8-bit grey or RGB, what is transparent laid over white.
 *
 * <p>Samples are taken as they lie in the file: {@code BufferedImage.getRGB} would brighten greys,
 * which Java takes for linear light.
 */
final class BufferedImageRows implements PixelRows {
  private final BufferedImage image;
  private final boolean plainSamples;
  private final int channels;
  private final int bands;
  private final int largest;
  private final int[] samples;

  BufferedImageRows(BufferedImage image) {
    this.image = image;
    ColorModel model = image.getColorModel();
    int colours = model.getNumColorComponents();
    plainSamples =
        model instanceof ComponentColorModel
            && (colours == 1 || colours == 3)
            && (model.getTransferType() == DataBuffer.TYPE_BYTE
                || model.getTransferType() == DataBuffer.TYPE_USHORT);
    channels = plainSamples ? colours : 3;
    bands = image.getRaster().getNumBands();
    largest = (1 << model.getComponentSize(0)) - 1;
    samples = new int[image.getWidth() * (plainSamples ? bands : 1)];
  }

  @Override
  public int height() {
    return image.getHeight();
  }

  @Override
  public int width() {
    return image.getWidth();
  }

  @Override
  public int channels() {
    return channels;
  }

  @Override
  public void read(int y, float[] row) {
    if (plainSamples) {
      image.getRaster().getPixels(0, y, width(), 1, samples);
      plain(row);
    } else {
      image.getRGB(0, y, width(), 1, samples, 0, width());
      packed(row);
    }
  }

  private void plain(float[] row) {
    boolean alpha = bands > channels;
    int at = 0;
    for (int x = 0; x < width(); x++) {
      int opacity = alpha ? eightBits(samples[x * bands + channels]) : 255;
      for (int channel = 0; channel < channels; channel++) {
        row[at++] = overWhite(eightBits(samples[x * bands + channel]), opacity);
      }
    }
  }

  private void packed(float[] row) {
    for (int x = 0; x < width(); x++) {
      int pixel = samples[x];
      int opacity = pixel >>> 24;
      row[3 * x] = overWhite(pixel >> 16 & 0xff, opacity);
      row[3 * x + 1] = overWhite(pixel >> 8 & 0xff, opacity);
      row[3 * x + 2] = overWhite(pixel & 0xff, opacity);
    }
  }

  private int eightBits(int sample) {
    return largest == 255 ? sample : (sample * 255 + largest / 2) / largest;
  }

  private static int overWhite(int value, int opacity) {
    return (value * opacity + 255 * (255 - opacity) + 127) / 255;
  }
}
